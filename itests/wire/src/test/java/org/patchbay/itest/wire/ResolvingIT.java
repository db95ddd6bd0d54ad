package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.server.Loopback;
import org.patchbay.itest.server.NameServer;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.TestUsers;
import org.patchbay.itest.server.WithServer;

/** A branch whose line is a domain: where that is, the name system tells (RFC 3263; UC-TRK). */
@WithServer
class ResolvingIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static NameServer names;
    private static PatchbayServer branch;
    private final String account = TestUsers.next();
    // each test has a domain of its own, since answers are remembered
    private final String domain = "d" + account + ".test";
    private final String service = "_sip._tcp." + domain;

    @BeforeAll
    static void startBranch() {
        names = new NameServer(Loopback.free(Loopback.address(8, 53)));
        branch = PatchbayServer.start("resolving", Loopback.address(8, 1));
        branch.instance()
                .write(
                        "org.patchbay.io.resolver.config",
                        "servers=[ \"%s\" ]\ncache.seconds.negative=I\"1\"\n".formatted(names.address()));
    }

    @AfterEach
    void noTrunk() {
        branch.instance().write("trunks.yaml", "trunks: []\n");
    }

    @AfterAll
    static void stopBranch() throws Exception {
        branch.close();
        names.close();
    }

    private void connect() {
        names.transport(domain, "SIP+D2T", service);
        register(300);
    }

    private void register(int seconds) {
        branch.instance().write("trunks.yaml", """
            trunks:
              - {name: carrier, server: %s, register: yes, user: "%s", password: "%s", expires: %d, options.seconds: 0}
            """.formatted(domain, account, TestUsers.password(account), seconds));
    }

    private boolean registered(PatchbayServer head) {
        SipPhone asking = new Phones(head).udp(account);
        return !asking.registeredContacts().isEmpty();
    }

    private static InetSocketAddress nobody() {
        return Loopback.free(Loopback.address(8, 9));
    }

    @Test
    void findsTransportServerAndAddress(PatchbayServer head) { // sections 4.1 and 4.2
        names.servers(service, List.of(head.sip()), "one." + domain);
        connect();

        Awaitility.await().atMost(LIMIT).until(() -> registered(head));
        assertThat(names.asked()).contains("35 " + domain, "33 " + service);
        assertThat(new Phones(head).udp(account).registeredContacts())
                .allSatisfy(contact -> assertThat(contact).contains("transport=tcp"));
    }

    @Test
    void goesToTheNextServerWhenTheFirstIsAway(PatchbayServer head) { // section 4.3
        names.servers(service, List.of(nobody(), head.sip()), "one." + domain, "two." + domain);
        connect();

        Awaitility.await().atMost(LIMIT).until(() -> registered(head));
    }

    @Test
    void followsRecordsThatChange(PatchbayServer head) {
        names.servers(service, List.of(nobody()), "one." + domain);
        connect();
        Awaitility.await().during(Duration.ofSeconds(2)).atMost(LIMIT).until(() -> !registered(head));

        names.servers(service, List.of(head.sip()), "three." + domain);

        // a trunk that has changed looks anew; until the record's second is over it finds the old one
        var seconds = new AtomicInteger(300);
        Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofSeconds(3)).until(() -> {
            register(seconds.incrementAndGet());
            return registered(head);
        });
    }
}
