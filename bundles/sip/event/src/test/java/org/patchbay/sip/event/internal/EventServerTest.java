package org.patchbay.sip.event.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.sip.EventPackage.Ending;
import org.patchbay.sip.RequestVerifier.Verdict;
import org.patchbay.sip.SipContact;
import org.patchbay.sip.SipTransactions.Hop;
import org.patchbay.sip.dialog.HeaderText;
import org.patchbay.sip.event.internal.Harness.Arrived;

class EventServerTest {
    private static final String CONTACT = "Contact: <sip:1001@198.51.100.7:5070>";
    private static final String EVENT = "Event: weather";

    private final Harness harness = new Harness();
    private final Weather weather = new Weather();
    private final EventServer server = new EventServer(
            harness, harness, harness, new Limits(4, 3, Duration.ofMillis(500), Duration.ofSeconds(30)));
    private int sequence;
    private int calls;

    @BeforeEach
    void start() {
        server.setVerifier(Harness.verifier("1001"));
        server.addPackage(weather);
    }

    private static String text(String method, String user, String callId, int cseq, String tag, String... headers) {
        var uri = user.contains("@") ? user : user + "@192.0.2.1";
        return """
            %s sip:%s SIP/2.0
            Via: SIP/2.0/UDP 198.51.100.7:5070;branch=z9hG4bK%s%d
            From: <sip:1001@192.0.2.1>;tag=phone
            To: <sip:%s>%s
            Call-ID: %s
            CSeq: %d %s
            %s
            Content-Length: 0

            """.formatted(
                        method,
                        uri,
                        callId,
                        cseq,
                        uri,
                        tag.isEmpty() ? "" : ";tag=" + tag,
                        callId,
                        cseq,
                        method,
                        String.join("\n", headers));
    }

    private Arrived handle(String text, Hop hop) {
        var request = new Arrived(text, hop);
        server.handle(request);
        return request;
    }

    private Arrived subscribe(String user, String... headers) {
        return handle(text("SUBSCRIBE", user, "c" + ++calls, ++sequence, "", headers), Harness.PHONE);
    }

    private Arrived subscribe() {
        return subscribe("paris", CONTACT, EVENT);
    }

    /** Sends a further SUBSCRIBE in the dialog that {@code first} has begun. */
    private Arrived again(Arrived first, String... headers) {
        return again(first, ++sequence, headers);
    }

    private Arrived again(Arrived first, int cseq, String... headers) {
        var callId = first.message().getCallId().getCallId();
        var tag = first.responses.getFirst().getToTag();
        return handle(text("SUBSCRIBE", "paris", callId, cseq, tag, headers), Harness.PHONE);
    }

    private String state() {
        return HeaderText.first(harness.last().request(), "Subscription-State").orElse("");
    }

    // ---- the beginning

    @Test
    void answersAndTellsAtOnce() { // RFC 6665 sections 4.2.1.1 and 4.2.1.2
        var answer = subscribe();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Expires")).isEqualTo("600");
        assertThat(answer.header("Contact")).isEqualTo("<sip:paris@192.0.2.1:5060>");
        assertThat(harness.sent).hasSize(1);
        assertThat(harness.last().hop()).isEqualTo(Harness.PHONE);
        assertThat(harness.last().text())
                .startsWith("NOTIFY sip:1001@198.51.100.7:5070 SIP/2.0")
                .contains("From: <sip:paris@192.0.2.1>;tag="
                        + answer.responses.getFirst().getToTag())
                .contains("To: <sip:1001@192.0.2.1>;tag=phone")
                .contains("CSeq: 1 NOTIFY")
                .contains("Event: weather")
                .contains("Subscription-State: active;expires=600")
                .contains("Contact: <sip:paris@192.0.2.1:5060>")
                .contains("Content-Type: text/plain")
                .endsWith("paris is sunny, number 0");
    }

    @Test
    void ignoresASubscribeThatComesAgain() { // RFC 3261 section 17.2.2
        var request = subscribe();
        server.handle(request);

        assertThat(request.responses).hasSize(1);
        assertThat(harness.sent).hasSize(1);
        assertThat(server.size()).isOne();
    }

    @Test
    void keepsTheIdOfTheEvent() { // RFC 6665 section 8.2.1
        subscribe("paris", CONTACT, "Event: weather;id=7");

        assertThat(harness.last().text()).contains("Event: weather;id=7");
    }

    @Test
    void refusesAnEventThatNobodyServes() { // RFC 6665 sections 4.2.1.1 and 8.3.2
        var answer = subscribe("paris", CONTACT, "Event: dialog");

        assertThat(answer.status()).isEqualTo(489);
        assertThat(answer.header("Allow-Events")).isEqualTo("weather");
        assertThat(subscribe("paris", CONTACT).status()).isEqualTo(489);
        assertThat(harness.sent).isEmpty();
    }

    @Test
    void refusesAnIntervalThatIsTooBrief() { // RFC 6665 section 4.2.1.1
        var answer = subscribe("paris", CONTACT, EVENT, "Expires: 59");

        assertThat(answer.status()).isEqualTo(423);
        assertThat(answer.header("Min-Expires")).isEqualTo("60");
    }

    @Test
    void shortensButNeverLengthensAnInterval() { // RFC 6665 section 4.2.1.1
        assertThat(subscribe("paris", CONTACT, EVENT, "Expires: 99999").header("Expires"))
                .isEqualTo("3600");
        assertThat(subscribe("paris", CONTACT, EVENT, "Expires: 61").header("Expires"))
                .isEqualTo("61");
    }

    @Test
    void asksThePackageWhoMaySubscribe() { // RFC 6665 section 4.2.1.3
        assertThat(subscribe("secret", CONTACT, EVENT).status()).isEqualTo(403);
        assertThat(subscribe("nowhere", CONTACT, EVENT).status()).isEqualTo(404);
        assertThat(server.size()).isZero();
    }

    @Test
    void writesATypeThatThePhoneAccepts() { // RFC 6665 section 3.1.3
        subscribe("paris", CONTACT, EVENT, "Accept: application/other, application/weather+xml");
        assertThat(harness.last().text()).contains("Content-Type: application/weather+xml");

        assertThat(subscribe("paris", CONTACT, EVENT, "Accept: image/*").status())
                .isEqualTo(406);
        assertThat(subscribe("paris", CONTACT, EVENT, "Accept: text/*").status())
                .isEqualTo(200);
    }

    @Test
    void letsNobodySubscribeUnverifiedOrAsSomebodyElse() { // RFC 6665 section 4.2.1.3
        server.setVerifier(request -> new Verdict.Refused(request.response(401), Optional.of("wrong")));
        assertThat(subscribe().status()).isEqualTo(401);
        server.setVerifier(Harness.verifier("1002"));
        assertThat(subscribe().status()).isEqualTo(403);

        assertThat(server.size()).isZero();
    }

    @Test
    void refusesWhatNobodyCouldBeToldAt() { // RFC 3261 section 12.1.1
        assertThat(subscribe("paris", EVENT).status()).isEqualTo(400);
        assertThat(subscribe("paris", EVENT, "Contact: <mailto:a@b>").status()).isEqualTo(400);
        assertThat(server.size()).isZero();
        for (int i = 0; i < 10; i++) subscribe("paris", EVENT);
        assertThat(subscribe().status()).isEqualTo(200);
    }

    @Test
    void limitsTheSubscriptionsOfOneUserAndOfAll() {
        for (int i = 0; i < 3; i++) assertThat(subscribe().status()).isEqualTo(200);
        assertThat(subscribe().status()).isEqualTo(403);

        server.setVerifier(Harness.verifier("1001"));
        assertThat(server.size()).isEqualTo(3);
        harness.sent.getFirst().answer(481);
        assertThat(subscribe().status()).isEqualTo(200);
    }

    @Test
    void putsOffWhatDoesNotFit() {
        var small = new EventServer(harness, harness, harness, new Limits(0, 3, Duration.ZERO, Duration.ZERO));
        small.setVerifier(Harness.verifier("1001"));
        small.addPackage(weather);
        var request = new Arrived(text("SUBSCRIBE", "paris", "x", 1, "", CONTACT, EVENT), Harness.PHONE);

        small.handle(request);

        assertThat(request.status()).isEqualTo(503);
        assertThat(request.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void tellsThroughTheRouteOfTheSubscribe() { // RFC 3261 section 12.1.1
        subscribe("paris", CONTACT, EVENT, "Record-Route: <sip:p1.example;lr>, <sip:p2.example;lr>");

        assertThat(harness.last().text())
                .startsWith("NOTIFY sip:1001@198.51.100.7:5070 SIP/2.0")
                .containsPattern("(?s)Route: <sip:p1.example;lr>.*<sip:p2.example;lr>");
    }

    @Test
    void tellsABrowserOverItsConnection() { // RFC 7118 section 5
        var flow = new Hop("wss", new InetSocketAddress("198.51.100.7", 40001), "wss-1");

        handle(text("SUBSCRIBE", "paris", "ws", 1, "", "Contact: <sip:x@y.invalid;transport=ws>", EVENT), flow);

        assertThat(harness.last().hop()).isEqualTo(flow);
        assertThat(harness.last().text()).contains("Contact: <sip:paris@192.0.2.1:5060;transport=wss>");
    }

    // ---- changes

    @Test
    void tellsWhatChanges() { // RFC 6665 section 4.2.2
        subscribe();
        harness.last().answer(200);
        harness.pass(Duration.ofSeconds(10));

        weather.turns("rainy");

        assertThat(harness.sent).hasSize(2);
        assertThat(harness.last().text())
                .contains("CSeq: 2 NOTIFY")
                .contains("active;expires=590")
                .endsWith("paris is rainy, number 1");
        assertThat(weather.watchers.count("paris")).isOne();
        assertThat(weather.watchers.count("rome")).isZero();
    }

    @Test
    void tellsOfManyChangesTheLastAndNotTooOften() { // RFC 6665 section 4.2.2
        subscribe();
        harness.last().answer(200);
        for (var state : new String[] {"rainy", "foggy", "stormy"}) weather.turns(state);
        harness.pass(Duration.ofMillis(499));
        assertThat(harness.sent).hasSize(1);

        harness.pass(Duration.ofMillis(1));

        assertThat(harness.sent).hasSize(2);
        assertThat(harness.last().text()).endsWith("paris is stormy, number 1");
    }

    @Test
    void waitsForTheAnswerBeforeItTellsMore() {
        subscribe();
        harness.pass(Duration.ofSeconds(1));
        weather.turns("rainy");
        assertThat(harness.sent).hasSize(1);

        harness.last().answer(200);

        assertThat(harness.sent).hasSize(2);
    }

    @Test
    void endsWhenThePhoneKnowsNothingOfIt() { // RFC 6665 section 4.2.2
        subscribe();
        harness.last().answer(481);

        weather.turns("rainy");

        assertThat(harness.sent).hasSize(1);
        assertThat(server.size()).isZero();
        assertThat(harness.timers()).isZero();
    }

    @Test
    void endsWhenThePhoneDoesNotAnswer() { // RFC 6665 section 4.2.2
        subscribe();
        harness.last().handler().timedOut();

        assertThat(server.size()).isZero();
        assertThat(harness.timers()).isZero();
    }

    @Test
    void triesAgainWhenThePhoneAsksForIt() { // RFC 6665 section 4.2.2
        subscribe();
        harness.last().answer(503, "Retry-After: 20");
        harness.pass(Duration.ofSeconds(19));
        assertThat(harness.sent).hasSize(1);

        harness.pass(Duration.ofSeconds(1));

        assertThat(harness.sent).hasSize(2);
        assertThat(server.size()).isOne();
    }

    @Test
    void givesUpWhenThePackageFails() { // RFC 6665 section 4.1.3
        subscribe();
        harness.last().answer(200);
        harness.pass(Duration.ofSeconds(1));

        weather.turns("broken");

        assertThat(state()).isEqualTo("terminated;reason=giveup;retry-after=60");
        assertThat(server.size()).isZero();
    }

    // ---- refresh and end

    @Test
    void refreshesAndTellsAtOnce() { // RFC 6665 section 4.2.1.2
        var first = subscribe();
        harness.last().answer(200);

        var answer = again(first, CONTACT, EVENT, "Expires: 1000");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Expires")).isEqualTo("1000");
        assertThat(harness.sent).hasSize(2);
        assertThat(state()).isEqualTo("active;expires=1000");
        harness.last().answer(200);
        harness.pass(Duration.ofSeconds(999));
        assertThat(server.size()).isOne();
    }

    @Test
    void followsThePhoneToItsNewContact() { // RFC 6665 section 4.4.1, RFC 3261 section 12.2.2
        var first = subscribe();
        harness.last().answer(200);

        again(first, "Contact: <sip:1001@198.51.100.7:5099>", EVENT);

        assertThat(harness.last().text()).startsWith("NOTIFY sip:1001@198.51.100.7:5099 ");
        assertThat(harness.last().hop().address().getPort()).isEqualTo(5099);
    }

    @Test
    void refusesARefreshThatIsOlderThanTheLast() { // RFC 3261 section 12.2.2
        var first = subscribe();

        assertThat(again(first, 1, CONTACT, EVENT).status()).isEqualTo(500);
        assertThat(again(first, CONTACT, EVENT, "Expires: 5").status()).isEqualTo(423);
        assertThat(server.size()).isOne();
    }

    @Test
    void knowsNoSubscriptionThatIsNotThere() { // RFC 6665 section 4.2.1.1
        var first = subscribe();

        assertThat(handle(text("SUBSCRIBE", "paris", "c1", 9, "guess", CONTACT, EVENT), Harness.PHONE)
                        .status())
                .isEqualTo(481);
        assertThat(again(first, CONTACT, "Event: weather;id=2").status()).isEqualTo(481);
    }

    @Test
    void endsWithALastNoticeWhenThePhoneUnsubscribes() { // RFC 6665 section 4.2.1.4
        var first = subscribe();
        harness.last().answer(200);

        var answer = again(first, CONTACT, EVENT, "Expires: 0");

        assertThat(answer.header("Expires")).isEqualTo("0");
        assertThat(state()).isEqualTo("terminated;reason=timeout");
        assertThat(harness.last().text()).contains("paris is sunny");
        assertThat(server.size()).isZero();
        assertThat(harness.timers()).isZero();
        assertThat(again(first, CONTACT, EVENT).status()).isEqualTo(481);
    }

    @Test
    void tellsOnceWhoOnlyAsks() { // RFC 6665 section 4.4.3
        var answer = subscribe("paris", CONTACT, EVENT, "Expires: 0");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Expires")).isEqualTo("0");
        assertThat(harness.sent).hasSize(1);
        assertThat(state()).isEqualTo("terminated;reason=timeout");
        assertThat(harness.last().text()).contains("paris is sunny");
        assertThat(server.size()).isZero();
    }

    @Test
    void endsWhenItsTimeIsUp() { // RFC 6665 section 4.2.2
        subscribe();
        harness.last().answer(200);

        harness.pass(Duration.ofSeconds(600));

        assertThat(state()).isEqualTo("terminated;reason=timeout");
        assertThat(server.size()).isZero();
    }

    @Test
    void endsWhenThePackageSaysSo() { // RFC 6665 section 4.1.3
        subscribe();
        weather.watchers.end("paris", Ending.NO_RESOURCE);
        assertThat(state()).isEqualTo("terminated;reason=noresource");

        subscribe();
        weather.watchers.end("paris", Ending.REJECTED);
        assertThat(state()).isEqualTo("terminated;reason=rejected");
        assertThat(server.size()).isZero();
    }

    // ---- replaced while in use

    @Test
    void hasPhonesSubscribeAgainWhenItIsReplaced() { // RFC 6665 section 4.1.3
        subscribe();
        subscribe();

        server.stop();
        server.stop();

        assertThat(harness.sent).hasSize(4);
        assertThat(state()).isEqualTo("terminated;reason=deactivated");
        assertThat(harness.timers()).isZero();
    }

    @Test
    void keepsSubscriptionsWhileTheirPackageIsReplaced() {
        var first = subscribe();
        harness.last().answer(200);
        server.removePackage(weather);
        harness.pass(Duration.ofSeconds(1));
        assertThat(again(first, CONTACT, EVENT).status()).isEqualTo(503);
        assertThat(subscribe().status()).isEqualTo(503);

        var successor = new Weather();
        successor.now = "snowy";
        server.addPackage(successor);

        assertThat(harness.last().text()).contains("paris is snowy");
        assertThat(server.size()).isOne();
    }

    @Test
    void endsWhatAPackageThatStaysAwayWasAbout() { // RFC 6665 section 4.1.3
        subscribe();
        harness.last().answer(200);
        server.removePackage(weather);
        harness.pass(Duration.ofSeconds(29));
        assertThat(server.size()).isOne();

        harness.pass(Duration.ofSeconds(1));

        assertThat(state()).isEqualTo("terminated;reason=noresource");
        assertThat(server.size()).isZero();
        assertThat(subscribe().status()).isEqualTo(489);
        assertThat(harness.timers()).isZero();
    }

    @Test
    void waitsAnewForAPackageThatGoesASecondTime() {
        subscribe();
        harness.last().answer(200);
        server.removePackage(weather);
        harness.pass(Duration.ofSeconds(20));
        server.addPackage(weather);
        harness.last().answer(200);
        server.removePackage(weather);

        harness.pass(Duration.ofSeconds(29));

        assertThat(server.size()).isOne();
    }

    @Test
    void goesBackToTheVersionBeforeWhenTheNewerGoes() {
        subscribe();
        harness.last().answer(200);
        var successor = new Weather();
        successor.now = "snowy";
        server.addPackage(successor);
        harness.pass(Duration.ofSeconds(1));
        harness.last().answer(200);

        server.removePackage(successor);
        harness.pass(Duration.ofSeconds(1));

        assertThat(harness.last().text()).contains("paris is sunny");
        assertThat(subscribe().status()).isEqualTo(200);
    }

    @Test
    void tellsNothingNewWhenTheVersionBeforeGoes() {
        subscribe();
        harness.last().answer(200);
        server.addPackage(new Weather());
        harness.pass(Duration.ofSeconds(1));
        harness.last().answer(200);

        server.removePackage(weather);
        harness.pass(Duration.ofSeconds(1));

        assertThat(harness.sent).hasSize(2);
    }

    @Test
    void refusesASubscribeOfNoEvent() { // RFC 6665 section 4.2.1.1
        var answer = subscribe("paris", CONTACT);

        assertThat(answer.status()).isEqualTo(489);
        assertThat(answer.header("Allow-Events")).isEqualTo("weather");
    }

    // ---- what is not ours

    @Test
    void knowsNothingOfANotify() { // RFC 6665 section 4.1.3
        var notify = text("NOTIFY", "1001", "n", 1, "", "Event: weather", "Subscription-State: active");

        assertThat(handle(notify, Harness.PHONE).status()).isEqualTo(481);
    }

    @Test
    void answersWhateverIsWrittenIntoItsHeaders() {
        var random = new Random(6665);
        var noise = "<>\",;=*@:% \t0z/";
        for (int i = 0; i < 5000; i++) {
            var headers = new StringBuilder("Accept: text/plain, a/b\n" + EVENT + ";id=1\nExpires: 600");
            for (int j = random.nextInt(5); j >= 0; j--) {
                int at = random.nextInt(headers.length());
                if (headers.charAt(at) != '\n') headers.setCharAt(at, noise.charAt(random.nextInt(noise.length())));
            }
            Arrived request;
            try {
                request = new Arrived(
                        text("SUBSCRIBE", "paris", "f" + i, 1, "", CONTACT, headers.toString()), Harness.PHONE);
            } catch (IllegalArgumentException unreadable) {
                continue; // the parser's to refuse
            }
            server.handle(request);
            assertThat(request.responses).hasSize(1);
        }
        assertThat(server.size()).isLessThanOrEqualTo(3);
    }

    // ---- the URI of one device

    private void register(String instance) {
        var hop = new Hop("udp", new InetSocketAddress("198.51.100.9", 5060));
        var binding = new SipContact("sip:1002@198.51.100.9", hop, List.of())
                .toBinding(1, Instant.MAX, Map.of(SipContact.INSTANCE, instance));
        server.setLocations(Harness.locations(binding));
    }

    @Test
    void subscribesToTheUserOfAGruuWhoseDeviceIsThere() { // RFC 5627 section 5.1
        server.setGruus(Harness.gruus());
        register("<urn:y>");

        assertThat(subscribe(Harness.LASTING, CONTACT, EVENT).status()).isEqualTo(200);
        assertThat(harness.last().text()).endsWith("1002 is sunny, number 0");
        assertThat(subscribe(Harness.TEMPORARY, CONTACT, EVENT).status()).isEqualTo(200);
        assertThat(harness.last().text()).endsWith("1002 is sunny, number 0");
    }

    @Test
    void refusesAGruuWhoseDeviceIsAwayOrThatIsNotValid() { // RFC 5627 section 5.4
        server.setGruus(Harness.gruus());
        register("<urn:x>");

        assertThat(subscribe(Harness.LASTING, CONTACT, EVENT).status()).isEqualTo(480);
        assertThat(subscribe(Harness.INVALID, CONTACT, EVENT).status()).isEqualTo(404);
        assertThat(harness.sent).isEmpty();
        assertThat(server.size()).isZero();
    }

    @Test
    void asksToComeBackWhileAGruuCanNotBeRead() {
        assertThat(subscribe(Harness.LASTING, CONTACT, EVENT).status()).isEqualTo(503);
        server.setGruus(Harness.gruus());
        assertThat(subscribe(Harness.LASTING, CONTACT, EVENT).status()).isEqualTo(503);
        assertThat(subscribe().status()).isEqualTo(200);
    }
}
