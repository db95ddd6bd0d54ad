package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.itest.peer.SipJs;
import org.patchbay.itest.phone.SipMessage;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.phone.Subscription;
import org.patchbay.itest.phone.Wire;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.TestUsers;
import org.patchbay.itest.server.WithServer;

/** Phones subscribe to what a feature offers that was dropped into a running server (RFC 6665). */
@WithServer
class SubscriptionIT {
    private static final String EVENT = "tide";
    private static final Duration MOMENT = Duration.ofMillis(700);

    @BeforeAll
    static void deploy(PatchbayServer server) {
        new EventFeature(EVENT, "1.0.0").deploy(server);
    }

    @AfterAll
    static void remove(PatchbayServer server) {
        new EventFeature(EVENT, "1.0.0").remove(server);
    }

    /** Somebody's phone, subscribed to something that nobody else is, which has been told how it is. */
    private record Watcher(SipPhone phone, String resource, Subscription subscription) {
        static Watcher of(Phones phones, String event, int seconds) {
            SipPhone phone = phones.fresh();
            String resource = TestUsers.next();
            Subscription subscription = Subscription.begin(phone, event, resource, seconds);
            subscription.expectNotify();
            return new Watcher(phone, resource, subscription);
        }

        /** Has the feature take {@code text} for the new state. */
        void say(String text) {
            SubscriptionIT.say(phone, resource, text);
        }
    }

    private static void say(SipPhone phone, String resource, String text) {
        SipMessage message = phone.newRequest("MESSAGE", phone.uriOf(resource)).body("text/plain", text);
        assertThat(phone.askVerified(message).status()).isEqualTo(202);
    }

    private static String state(SipMessage notify) {
        return notify.need("Subscription-State");
    }

    @Test
    void tellsAtOnceHowThingsAre(Phones phones) { // RFC 6665 sections 4.2.1.1 and 4.2.1.2
        SipPhone phone = phones.fresh();
        String resource = TestUsers.next();

        Subscription subscription = Subscription.begin(phone, EVENT, resource, 300);
        SipMessage notify = subscription.expectNotify();

        assertThat(subscription.answer().need("Expires")).isEqualTo("300");
        assertThat(subscription.answer().header("Contact")).isPresent();
        assertThat(notify.uri()).isEqualTo(SipMessage.address(phone.contact()));
        assertThat(notify.need("Event")).isEqualTo(EVENT);
        assertThat(state(notify)).matches("active;expires=(300|299)");
        assertThat(notify.need("Content-Type")).isEqualTo("text/plain");
        assertThat(notify.body()).isEqualTo("1.0.0: " + resource + " is calm");
    }

    @ParameterizedTest
    @CsvSource({"TCP", "TLS", "WS", "WSS"})
    void tellsOverTheConnectionOfThePhone(Wire wire, Phones phones) { // RFC 7118 section 5, RFC 5626 section 5.3
        SipPhone phone = phones.over(wire);

        Subscription subscription = Subscription.begin(phone, EVENT, phone.number(), 300);

        assertThat(subscription.expectNotify().body()).endsWith("is calm");
        assertThat(subscription.refresh(0).status()).isEqualTo(200);
        assertThat(state(subscription.expectNotify())).startsWith("terminated");
    }

    @Test
    void tellsABrowser(PatchbayServer server, Phones phones) { // RFC 7118
        SipPhone phone = phones.fresh();
        try (SipJs browser = SipJs.start(
                Wire.WSS,
                Phones.server(server, Wire.WSS),
                TestUsers.next(),
                phones.media().address())) {
            browser.tell("subscribe " + phone.number() + " " + EVENT);

            assertThat(SipJs.decoded(browser.expect("notified (\\S+)"))).endsWith(phone.number() + " is calm");
            say(phone, phone.number(), "mit Ä");
            assertThat(SipJs.decoded(browser.expect("notified (\\S+)"))).endsWith(phone.number() + " is mit Ä");
        }
    }

    @Test
    void tellsWhatChanges(Phones phones) { // RFC 6665 section 4.2.2
        Watcher watcher = Watcher.of(phones, EVENT, 300);

        watcher.say("höher");

        SipMessage notify = watcher.subscription().expectNotify();
        assertThat(notify.body()).isEqualTo("1.0.0: " + watcher.resource() + " is höher");
        assertThat(notify.need("CSeq")).isEqualTo("2 NOTIFY");
    }

    @Test
    void keepsTheIdOfTheEvent(Phones phones) { // RFC 6665 section 8.2.1
        Subscription subscription = Subscription.begin(phones.fresh(), EVENT + ";id=7", TestUsers.next(), 300);

        assertThat(subscription.expectNotify().need("Event")).isEqualTo(EVENT + ";id=7");
    }

    @Test
    void tellsAgainAtARefresh(Phones phones) { // RFC 6665 section 4.2.1.2
        Watcher watcher = Watcher.of(phones, EVENT, 10);

        SipMessage answer = watcher.subscription().refresh(400);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.need("Expires")).isEqualTo("400");
        assertThat(state(watcher.subscription().expectNotify())).matches("active;expires=(400|399)");
    }

    @Test
    void shortensAnIntervalThatIsTooLong(Phones phones) { // RFC 6665 section 4.2.1.1
        Subscription subscription = Subscription.begin(phones.fresh(), EVENT, TestUsers.next(), 100_000);

        assertThat(subscription.answer().need("Expires")).isEqualTo("1200");
    }

    @Test
    void endsWhenThePhoneUnsubscribes(Phones phones) { // RFC 6665 section 4.2.1.4
        Subscription subscription = Watcher.of(phones, EVENT, 300).subscription();

        SipMessage answer = subscription.refresh(0);
        SipMessage notify = subscription.expectNotify();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.need("Expires")).isEqualTo("0");
        assertThat(state(notify)).startsWith("terminated");
        assertThat(notify.body()).endsWith("is calm");
        assertThat(subscription.refresh(300).status()).isEqualTo(481);
    }

    @Test
    void tellsOnceWhoOnlyAsks(Phones phones) { // RFC 6665 section 4.4.3
        Subscription asked = Subscription.begin(phones.fresh(), EVENT, TestUsers.next(), 0);

        SipMessage notify = asked.expectNotify();

        assertThat(state(notify)).startsWith("terminated");
        assertThat(notify.body()).endsWith("is calm");
    }

    @Test
    void endsWhenItsTimeIsUp(Phones phones) { // RFC 6665 section 4.2.2
        Subscription subscription = Watcher.of(phones, EVENT, 2).subscription();

        SipMessage notify = subscription.expectNotify();

        assertThat(state(notify)).isEqualTo("terminated;reason=timeout");
        assertThat(subscription.refresh(300).status()).isEqualTo(481);
    }

    @ParameterizedTest
    @CsvSource({"NO_RESOURCE, noresource", "REJECTED, rejected", "DEACTIVATED, deactivated"})
    void endsWhenTheFeatureSaysSo(String ending, String reason, Phones phones) { // RFC 6665 section 4.1.3
        Watcher watcher = Watcher.of(phones, EVENT, 300);

        watcher.say("end " + ending);

        assertThat(state(watcher.subscription().expectNotify())).isEqualTo("terminated;reason=" + reason);
        assertThat(watcher.subscription().refresh(300).status()).isEqualTo(481);
    }

    @Test
    void endsWhenThePhoneKnowsNothingOfIt(Phones phones) { // RFC 6665 section 4.2.2: 481
        SipPhone phone = phones.fresh();
        Subscription subscription = Subscription.begin(phone, EVENT, TestUsers.next(), 300);

        subscription.expectNotify(481, "Subscription Does Not Exist");

        Awaitility.await()
                .atMost(SipPhone.SOON)
                .untilAsserted(
                        () -> assertThat(subscription.refresh(300).status()).isEqualTo(481));
        phone.expectNo(
                "NOTIFY",
                message -> message.is("NOTIFY")
                        && message.need("Subscription-State").startsWith("term"),
                MOMENT);
    }

    @Test
    void goesOnWithTheNextVersionOfTheFeature(PatchbayServer server, Phones phones) {
        new EventFeature("moon", "1.0.0").deploy(server);
        Watcher watcher = Watcher.of(phones, "moon", 300);
        String resource = watcher.resource();

        new EventFeature("moon", "2.0.0").deploy(server);
        assertThat(watcher.subscription().expectNotify().body()).isEqualTo("2.0.0: " + resource + " is calm");
        watcher.say("full");
        assertThat(watcher.subscription().expectNotify().body()).isEqualTo("2.0.0: " + resource + " is full");
        assertThat(watcher.subscription().refresh(300).status()).isEqualTo(200);
        assertThat(watcher.subscription().expectNotify().body()).startsWith("2.0.0");

        new EventFeature("moon", "2.0.0").remove(server);
        assertThat(watcher.subscription().expectNotify().body()).isEqualTo("1.0.0: " + resource + " is calm");
        new EventFeature("moon", "1.0.0").remove(server);
    }

    @Test
    void endsWhenTheFeatureIsRemoved(PatchbayServer server, Phones phones) { // RFC 6665 section 4.1.3
        new EventFeature("sun", "1.0.0").deploy(server);
        Watcher watcher = Watcher.of(phones, "sun", 300);

        new EventFeature("sun", "1.0.0").remove(server);
        SipMessage notify = watcher.subscription().expectNotify();
        SipPhone phone = phones.fresh();
        SipMessage answer = phone.askVerified(Subscription.request(phone, "sun", phone.number(), 300));

        assertThat(state(notify)).isEqualTo("terminated;reason=noresource");
        assertThat(answer.status()).isEqualTo(489);
        assertThat(answer.list("Allow-Events")).doesNotContain("sun");
    }
}
