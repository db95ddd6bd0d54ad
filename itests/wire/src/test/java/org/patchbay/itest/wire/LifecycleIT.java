package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.server.Command;
import org.patchbay.itest.server.DebianPackages;
import org.patchbay.itest.server.Loopback;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;

/** A server that is started, stopped, and started again. */
class LifecycleIT {
    private static PatchbayServer server;

    @BeforeAll
    static void start() {
        DebianPackages.require();
        server = PatchbayServer.start("lifecycle", Loopback.address(3, 1));
    }

    @AfterAll
    static void stop() {
        if (server != null) server.close();
    }

    @Test
    void keepsContactsOverARestart() throws Exception {
        try (Phones phones = new Phones(server)) {
            SipPhone phone = phones.registered();

            server.terminate();
            server.awaitEnd(Duration.ofSeconds(10));
            server.start();

            assertThat(phone.registeredContacts())
                    .extracting(SipMessage::address)
                    .containsExactly(SipMessage.address(phone.contact()));
            Conversation.between(phones, phones.registered(), phone).hangUp();
        }
    }

    @Test
    void hangsUpAndEndsWithinFiveSecondsOfSigterm() throws Exception {
        try (Phones phones = new Phones(server)) {
            Conversation talk = Conversation.between(phones);
            SipPhone ringing = phones.registered();
            OutgoingCall waiting = phones.registered()
                    .call(
                            ringing.number(),
                            org.patchbay.itest.phone.Sdp.offer(
                                    phones.media().address(), org.patchbay.itest.phone.Sdp.PCMU));
            ringing.expectCall().ring();
            waiting.expect(180);
            Instant told = Instant.now();

            server.terminate();

            talk.callerDialog().expectBye();
            talk.calleeDialog().expectBye();
            server.awaitEnd(Duration.ofSeconds(10));
            assertThat(Duration.between(told, Instant.now())).isLessThan(Duration.ofSeconds(5));
            server.start();
        }
    }

    @Test
    void startsAnInstanceOnlyOnce() {
        Command.Result second = server.command().run(Duration.ofSeconds(30));

        assertThat(second.exitCode()).isNotZero();
        assertThat(second.output()).contains("running already").contains(Long.toString(server.pid()));
    }

    @Test
    void namesThePortThatAnotherInstanceHolds() {
        Command.Result second = server.otherInstance("third", server.sip()).run(Duration.ofSeconds(30));

        assertThat(second.exitCode()).isNotZero();
        assertThat(second.output())
                .contains(Integer.toString(server.sip().getPort()))
                .containsIgnoringCase("sip-port");
    }

    @Test
    void namesAPortThatAnotherProgramHolds() throws Exception {
        var taken = Loopback.free(Loopback.address(3, 2));
        try (var other = new java.net.DatagramSocket(taken)) {
            var command = server.otherInstance("second", taken);

            Command.Result result = command.run(Duration.ofSeconds(30));

            assertThat(result.exitCode()).isNotZero();
            assertThat(result.output())
                    .contains(Integer.toString(other.getLocalPort()))
                    .containsIgnoringCase("sip-port");
        }
    }

    @Test
    void makesItsSecretFilesReadableByTheirOwnerOnly() throws Exception {
        for (String file : java.util.List.of("org.patchbay.console.config")) {
            assertThat(java.nio.file.Files.getPosixFilePermissions(
                            server.instance().etc(file)))
                    .containsExactlyInAnyOrder(
                            java.nio.file.attribute.PosixFilePermission.OWNER_READ,
                            java.nio.file.attribute.PosixFilePermission.OWNER_WRITE);
        }
    }
}
