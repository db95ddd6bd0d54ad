package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.IncomingCall;
import org.patchbay.itest.phone.OutgoingCall;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.rtp.RtpCrowd;
import org.patchbay.itest.server.Loopback;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.Sipp;
import org.patchbay.itest.server.TestUsers;
import org.patchbay.itest.server.WithServer;

/** Many at once, and nothing left afterwards. */
@WithServer
class LoadIT {
    private static final int USERS = 1000;
    private static final int SECONDS = Integer.getInteger("load.mixed.seconds", 20);
    private static final InetAddress PHONES = Loopback.address(4, 1);

    @Test
    void registersAThousandUsers(PatchbayServer server) {
        InetSocketAddress phones = Loopback.free(PHONES);

        register(server, phones, 7 * USERS); // fills what the registrar keeps on purpose: its last 5,000 answers
        Leaks leaks = Leaks.of(server);
        register(server, phones, USERS);

        assertThat(server.status().contacts()).isGreaterThanOrEqualTo(1000);
        leaks.assertNone();
    }

    private static void register(PatchbayServer server, InetSocketAddress phones, int times) {
        Sipp.Counts counts = Sipp.calling("register", "register.xml", phones, server.sip())
                .calls(times, 500)
                .mustSucceed(Duration.ofSeconds(60));
        assertThat(counts.successful()).isEqualTo(times);
    }

    @Test
    void relaysTwoHundredCallsWithoutLosingAPacket(PatchbayServer server, Phones phones) {
        Leaks leaks = Leaks.of(server);
        SipPhone caller = phones.udp(TestUsers.next()).register();
        SipPhone callee = phones.udp(TestUsers.next()).register();
        List<Dialog> dialogs = new ArrayList<>();
        try (RtpCrowd crowd = new RtpCrowd(PHONES)) {
            for (int i = 0; i < 200; i++) dialogs.add(connect(caller, callee, crowd));
            assertThat(server.status().liveCalls()).isGreaterThanOrEqualTo(200);

            RtpCrowd.Count count = crowd.talk(Duration.ofSeconds(10));

            assertThat(count).isEqualTo(new RtpCrowd.Count(200 * 2 * 500, 200 * 2 * 500, 0));
        }
        for (Dialog dialog : dialogs) dialog.bye();
        callee.answerByes(200);
        leaks.assertNone();
    }

    private static Dialog connect(SipPhone caller, SipPhone callee, RtpCrowd crowd) {
        RtpCrowd.Talker one = crowd.newTalker();
        RtpCrowd.Talker other = crowd.newTalker();
        OutgoingCall call = caller.call(callee.number(), Sdp.offer(one.address(), Sdp.PCMU));
        IncomingCall incoming = callee.expectCall();
        incoming.answer(Sdp.offer(other.address(), Sdp.PCMU));
        Dialog dialog = call.talk();
        one.talk(dialog.remoteSdp().rtp(), other);
        other.talk(incoming.offer().rtp(), one);
        return dialog;
    }

    @Test
    void survivesMixedCalls(PatchbayServer server, Phones phones) {
        List<Mix> mixes = List.of(
                new Mix("2001", "answer.xml", "call-answered.xml"),
                new Mix("2002", "busy.xml", "call-busy.xml"),
                new Mix("2003", "reject.xml", "call-rejected.xml"),
                new Mix("2004", "ring.xml", "call-cancelled.xml"),
                new Mix("2005", "ring.xml", "call-unanswered.xml"));
        List<AutoCloseable> answering = new ArrayList<>();
        try {
            for (Mix mix : mixes) answering.add(mix.answer(phones));
            callAll(server, mixes, 5); // classes, first compilation
            Leaks leaks = Leaks.of(server);
            callAll(server, mixes, SECONDS);
            leaks.assertNone();
        } finally {
            answering.forEach(LoadIT::close);
        }
    }

    private static void callAll(PatchbayServer server, List<Mix> mixes, int seconds) {
        List<Sipp.Run> running =
                mixes.stream().map(mix -> mix.call(server, seconds)).toList();
        for (Sipp.Run run : running) run.mustSucceed(Duration.ofSeconds(seconds + 60L));
    }

    private static void close(AutoCloseable running) {
        try {
            running.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** One of the ways that a call can go: who is called, what that phone does, what the caller does; ten a second. */
    private record Mix(String number, String callee, String caller) {
        AutoCloseable answer(Phones phones) {
            InetSocketAddress address = Loopback.free(PHONES);
            SipPhone phone = phones.udp(number);
            String contact = "<sip:%s@%s:%d>".formatted(number, address.getHostString(), address.getPort());
            assertThat(phone.askVerified(
                                    phone.newRegister().with("Contact", "*").with("Expires", 0))
                            .status())
                    .isEqualTo(200);
            assertThat(phone.askVerified(
                                    phone.newRegister().with("Contact", contact).with("Expires", 3600))
                            .status())
                    .isEqualTo(200);
            return Sipp.answering("answer-" + number, callee, address).start();
        }

        Sipp.Run call(PatchbayServer server, int seconds) {
            // sipp puts "sip:" before it
            String uri = "%s@%s:%d"
                    .formatted(
                            number, server.sip().getHostString(), server.sip().getPort());
            return Sipp.calling("call-" + number, caller, Loopback.free(PHONES), server.sip())
                    .key("number", number)
                    .with("-auth_uri", uri, "-d", "1000")
                    .calls(10 * seconds, 10)
                    .start();
        }
    }
}
