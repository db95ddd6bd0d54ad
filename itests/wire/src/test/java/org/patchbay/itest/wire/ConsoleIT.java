package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.server.ConsoleBrowser;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.WithServer;

/** The console: who gets in, what it shows, and hanging up from it. */
@WithServer
class ConsoleIT {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Pattern OUR_PIDS = Pattern.compile("\"id\":\"(org\\.patchbay\\.[^\"]+)\"");

    @Test
    void refusesTheDefaultPasswordOfTheWebConsole(PatchbayServer server) throws Exception {
        ConsoleBrowser stranger = server.browser().as("admin", "admin");

        assertThat(stranger.get("/patchbay").statusCode()).isEqualTo(401);
        assertThat(stranger.get("/res/ui/webconsole.css").statusCode()).isEqualTo(401);
        assertThat(stranger.post("/bundles/0", "action=stop").statusCode()).isEqualTo(401);
    }

    @Test
    void opensWithTheStartPage(PatchbayServer server) throws Exception {
        assertThat(server.browser().get("/").headers().firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/patchbay"));
        assertThat(server.browser().get("/patchbay").body()).contains("id=\"patchbay\"");
    }

    @Test
    void showsACallAndItsLegs(PatchbayServer server, Phones phones) throws Exception {
        Conversation talk = Conversation.between(phones);
        talk.latch();

        Map<?, ?> call = callOf(server, talk);

        assertThat(call.get("dialled")).isEqualTo(talk.callee().number());
        assertThat(call.get("callerName")).isEqualTo("User " + talk.caller().number());
        assertThat(call.get("activity")).isEqualTo("talking");
        assertThat((List<?>) call.get("legs")).hasSize(2);
        talk.hangUp();
    }

    @Test
    void hangsUpACall(PatchbayServer server, Phones phones) throws Exception {
        Conversation talk = Conversation.between(phones);
        String id = (String) callOf(server, talk).get("id");

        HttpResponse<String> answer = server.browser().post("/patchbay-calls", "hangup=" + id);

        assertThat(answer.statusCode()).isEqualTo(200);
        talk.callerDialog().expectBye();
        talk.calleeDialog().expectBye();
        Awaitility.await()
                .atMost(SOON)
                .until(() ->
                        server.browser().post("/patchbay-calls", "hangup=" + id).statusCode() == 404);
    }

    @Test
    void doesNotHangUpWhenAnotherSiteAsksTheBrowserTo(PatchbayServer server, Phones phones) throws Exception {
        Conversation talk = Conversation.between(phones);
        String form = "hangup=" + callOf(server, talk).get("id");
        ConsoleBrowser browser = server.browser();

        var byOrigin = browser.post("/patchbay-calls", form, "Origin", "http://evil.example");
        var byMetadata = browser.post("/patchbay-calls", form, "Sec-Fetch-Site", "cross-site");

        assertThat(byOrigin.statusCode()).isEqualTo(403);
        assertThat(byMetadata.statusCode()).isEqualTo(403);
        assertThat(callOf(server, talk)).isNotEmpty();
        talk.hangUp();
    }

    @Test
    void showsWhereAUserIsRegisteredAndWhatTheDeviceCallsItselfAsHarmlessText(PatchbayServer server, Phones phones)
            throws Exception {
        SipPhone phone = phones.fresh();
        phone.askVerified(phone.newRegister()
                .with("Contact", phone.contact())
                .with("User-Agent", "<script>alert(1)</script>${appRoot}"));

        HttpResponse<String> answer =
                server.browser().get("/patchbay-registrations/registrations.json?filter=" + phone.number());

        Map<?, ?> contact = (Map<?, ?>) ((List<?>) row(answer, phone.number()).get("contacts")).getFirst();
        assertThat(contact.get("received").toString())
                .contains(phone.local().getAddress().getHostAddress() + ":"
                        + phone.local().getPort());
        assertThat(contact.get("userAgent")).isEqualTo("<script>alert(1)</script>${appRoot}");
        assertThat(answer.body()).doesNotContain("<");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json;charset=utf-8");
    }

    /** Returns the row of {@code number}; the filter finds it in others as well, in a port for instance. */
    private static Map<?, ?> row(HttpResponse<String> answer, String number) throws Exception {
        return ((List<?>) ConsoleBrowser.json(answer).get("rows"))
                .stream()
                        .<Map<?, ?>>map(row -> (Map<?, ?>) row)
                        .filter(row -> number.equals(row.get("number")))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(number + " is not among " + answer.body()));
    }

    @Test
    void hasAFormWithWordsForEachSettingOfOurs(PatchbayServer server) throws Exception {
        ConsoleBrowser browser = server.browser();
        List<String> pids = OUR_PIDS.matcher(browser.get("/configMgr").body())
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();

        assertThat(pids).contains("org.patchbay.console", "org.patchbay.sip.stack", "org.patchbay.io.rtp");
        for (String pid : pids) assertFormInWords(pid, ConsoleBrowser.json(browser.post("/configMgr/" + pid, "")));
    }

    private static void assertFormInWords(String pid, Map<?, ?> form) {
        assertThat(form.get("title")).as(pid).isNotEqualTo(pid);
        assertThat((String) form.get("description")).as(pid).contains(" ");
        ((Map<?, ?>) form.get("properties")).forEach((key, value) -> {
            Map<?, ?> property = (Map<?, ?>) value;
            assertThat(property.get("name")).as(pid + " " + key).isNotEqualTo(key);
            assertThat((String) property.get("description"))
                    .as(pid + " " + key)
                    .contains(" ")
                    .isNotEqualTo("(" + key + ")");
        });
    }

    @Test
    void findsTheServerHealthy(PatchbayServer server) throws Exception {
        String page = server.browser().get("/healthcheck?tags=patchbay").body();

        assertThat(page).contains("components of Patchbay are running", "The SIP stack listens at");
        assertThat(server.browser().json("/patchbay/status.json").get("waiting"))
                .isEqualTo(List.of());
    }

    private static Map<?, ?> callOf(PatchbayServer server, Conversation talk) throws Exception {
        List<?> calls =
                (List<?>) server.browser().json("/patchbay-calls/calls.json").get("calls");
        return calls.stream()
                .map(call -> (Map<?, ?>) call)
                .filter(call -> talk.caller().number().equals(call.get("caller")))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("no call of " + talk.caller().number() + " in " + calls));
    }
}
