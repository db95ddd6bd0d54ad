package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.TestUsers;
import org.patchbay.itest.server.WithServer;

/** Users and dialplan are files that are read again when they are saved; a wrong file changes nothing. */
@WithServer
class ReloadIT {
    private static final Duration RELOAD = Duration.ofSeconds(10);
    private static final String DIAL_8 = "  - {match: \"8888\", do: [answer, echo]}\n";

    private String users = "";

    @BeforeEach
    void keepUsers() {
        users = TestUsers.usersYaml();
    }

    @AfterEach
    void restore(PatchbayServer server) {
        server.instance().write("users.yaml", users);
        server.instance().write("dialplan.yaml", TestUsers.DIALPLAN);
        Awaitility.await().atMost(RELOAD).until(() -> server.status().users() == TestUsers.COUNT);
    }

    @Test
    void takesANewUserWhileRunning(Phones phones, PatchbayServer server) {
        SipPhone phone = phones.udp("6001", "brand-new");
        assertThat(phone.register(60).status()).isEqualTo(401);

        server.instance().write("users.yaml", users + user("6001", "brand-new"));

        Awaitility.await().atMost(RELOAD).until(() -> phone.register(60).status() == 200);
    }

    @Test
    void takesANewExtensionWhileACallIsUp(Phones phones, PatchbayServer server) {
        Conversation talk = Conversation.between(phones);
        SipPhone caller = phones.registered();
        caller.call("8888", offer(phones)).expect(404);

        server.instance().write("dialplan.yaml", TestUsers.DIALPLAN.replace("internal:\n", "internal:\n" + DIAL_8));

        Awaitility.await().atMost(RELOAD).until(() -> isAnswered(caller, phones));
        talk.latch();
        talk.callerMedia().speak(0, talk.callerRelay());
        assertThat(talk.calleeMedia().hear(Conversation.MOMENT)).isPresent();
        talk.hangUp();
    }

    @Test
    void refusesAWrongUsersFileWhole(Phones phones, PatchbayServer server) {
        String wrong = users + user("6002", "new") + user("6002", "twice");
        int line = wrong.split("\n").length;

        server.instance().write("users.yaml", wrong);

        new ServerLog(server).await(RELOAD, "users.yaml", "6002", Integer.toString(line));
        assertThat(phones.udp("6002", "new").register(60).status()).isEqualTo(401);
        assertThat(phones.fresh().register(60).status()).isEqualTo(200);
    }

    @Test
    void refusesAWrongDialplanWhole(Phones phones, PatchbayServer server) {
        String wrong = "internal:\n" + DIAL_8 + "  - {match: \"7777\", do: [no-such-thing]}\n";

        server.instance().write("dialplan.yaml", TestUsers.DIALPLAN.replace("internal:\n", wrong));

        new ServerLog(server).await(RELOAD, "dialplan.yaml", "line 3", "no-such-thing");
        phones.registered().call("8888", offer(phones)).expect(404);
        var echo = phones.registered().call("9196", offer(phones)).talk();
        echo.bye();
    }

    @Test
    void refusesADialplanThatIsNoYaml(Phones phones, PatchbayServer server) {
        server.instance().write("dialplan.yaml", "internal:\n  - {match: \"8888\", do: [answer\n");

        new ServerLog(server).await(RELOAD, "dialplan.yaml", "line 3", "not YAML");
        phones.registered().call("9196", offer(phones)).talk().bye();
    }

    private static boolean isAnswered(SipPhone caller, Phones phones) {
        try {
            caller.call("8888", offer(phones)).talk().bye();
            return true;
        } catch (AssertionError e) {
            return false; // not yet
        }
    }

    private static String user(String number, String password) {
        return "  - {number: \"%s\", name: New, password: %s}\n".formatted(number, password);
    }

    private static Sdp offer(Phones phones) {
        return Sdp.offer(phones.media().address(), Sdp.PCMU);
    }
}
