package org.patchbay.sip.registrar.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;
import org.patchbay.sip.RequestVerifier;
import org.patchbay.sip.RequestVerifier.Verdict;
import org.patchbay.sip.SipContact;
import org.patchbay.sip.SipTransactions.Hop;
import org.patchbay.sip.digest.internal.VerifierUnderTest;
import org.patchbay.sip.stack.internal.StackUnderTest;
import org.patchbay.store.internal.StoreUnderTest;

/** The registrar behind the real stack, verifier and store, asked through sockets. */
class SipRegistrarTest {
    private static final String NOISE = "<>\",;=*@:% \t0z\u00ff";
    private static final String SERVER = "127.83.2.1";
    private static final String PHONE = "127.83.2.2";
    private static final AddressOfRecord ANN = new AddressOfRecord("1001", Users.REALM);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-05T06:07:08Z"));

    @TempDir
    private Path folder;

    private StackUnderTest stack;
    private StoreUnderTest store;
    private Telephone phone;
    private InetSocketAddress local;

    @BeforeEach
    void start() throws IOException {
        local = new InetSocketAddress(SERVER, freePort());
        store = StoreUnderTest.open(folder.resolve("location.mv"), now::get);
        stack = new StackUnderTest(local, 500);
        var verifier = VerifierUnderTest.of(new Users().with("1001", 2).with("1002", 5), now::get);
        var limits = new ExpiryLimits(3600, 60, 7200);
        stack.serve(new SipRegistrar(verifier, store.locations(), limits, services(""), now::get), "REGISTER");
        phone = new Telephone(PHONE, local, "1001");
    }

    private Services services(String route) {
        return new Services(route, 120, new RegisteredGruus(store.locations(), new TemporaryGruus("s3cret")));
    }

    private static int freePort() throws IOException {
        try (var probe = new DatagramSocket(0, InetAddress.ofLiteral(SERVER))) {
            return probe.getLocalPort();
        }
    }

    @AfterEach
    void stop() {
        phone.close();
        stack.close();
        store.close();
    }

    private void pass(long seconds) {
        now.updateAndGet(instant -> instant.plusSeconds(seconds));
    }

    private List<Binding> bindings() {
        return store.locations().lookup(ANN);
    }

    private List<String> contacts() {
        return bindings().stream().map(Binding::contact).toList();
    }

    @Test
    void bindsAContactWithWhatThePhoneTold() throws IOException {
        var answer = phone.register("Contact: <sip:1001@10.1.1.1:5062;line=x>;+sip.instance=\"<urn:uuid:1>\";q=0.5");

        assertThat(answer)
                .startsWith("SIP/2.0 200 OK")
                .contains("<sip:1001@10.1.1.1:5062;line=x>;expires=3600;q=0.500;+sip.instance=\"<urn:uuid:1>\"")
                .contains("Date: Mon, 05 Jan 2026 06:07:08 GMT");
        var binding = bindings().getFirst();
        assertThat(binding.contact()).isEqualTo("sip:1001@10.1.1.1:5062;line=x");
        assertThat(binding.attributes())
                .containsEntry(SipContact.USER_AGENT, "Test phone")
                .containsEntry(SipContact.INSTANCE, "<urn:uuid:1>");
        assertThat(binding.expires()).isEqualTo(now.get().plusSeconds(3600));
    }

    private SipContact reached(String contact) throws IOException {
        phone.register("Contact: <" + contact + ">");
        return bindings().stream()
                .flatMap(binding -> SipContact.of(binding).stream())
                .filter(reached -> reached.uri().equals(contact))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void reachesAPhoneThatKnowsItsAddressAtItsContact() throws IOException { // RFC 3261 section 10.3
        assertThat(reached("sip:1001@10.1.1.1:5062").received()).isEqualTo(new InetSocketAddress("10.1.1.1", 5062));
        assertThat(reached("sip:1001@10.1.1.2;transport=TCP").hop())
                .isEqualTo(new Hop("tcp", new InetSocketAddress("10.1.1.2", 5060)));
    }

    @Test
    void reachesAPhoneBehindANatWhereItRegisteredFrom() throws IOException { // RFC 3581 section 4
        phone.claim("192.168.1.7");

        assertThat(reached("sip:1001@192.168.1.7:5062").received())
                .isEqualTo(new InetSocketAddress(PHONE, phone.port()));
    }

    @Test
    void reachesAPhoneWithANameWhereItRegisteredFrom() throws IOException {
        assertThat(reached("sip:1001@phone.example").received()).isEqualTo(new InetSocketAddress(PHONE, phone.port()));
    }

    @Test
    void answersARegisterThatComesAgainTheSame() throws IOException {
        phone.register();
        var text = phone.message("1001", "Contact: <sip:1001@10.1.1.1>");
        var first = phone.ask(text);
        pass(10);

        var second = phone.ask(text);

        // made anew it would have less of its time left
        assertThat(second).isEqualTo(first).startsWith("SIP/2.0 200 ").contains("expires=");
    }

    @Test
    void refreshesABinding() throws IOException {
        phone.register("Contact: <sip:1001@10.1.1.1>", "Expires: 100");
        pass(90);

        phone.register("Contact: <sip:1001@10.1.1.1>", "Expires: 100");

        pass(90);
        assertThat(contacts()).containsExactly("sip:1001@10.1.1.1");
        pass(10);
        assertThat(contacts()).isEmpty();
    }

    @Test
    void tellsWhatIsBoundAndForHowLong() throws IOException {
        phone.register("Contact: <sip:1001@10.1.1.1>;expires=100, <sip:1001@10.1.1.2>;q=0.2");
        pass(40);

        var answer = phone.register();

        assertThat(answer)
                .contains("<sip:1001@10.1.1.1>;expires=60")
                .contains("<sip:1001@10.1.1.2>;expires=3560;q=0.200");
    }

    @Test
    void endsOneBinding() throws IOException {
        phone.register("Contact: <sip:1001@10.1.1.1>, <sip:1001@10.1.1.2>");

        var answer = phone.register("Contact: <sip:1001@10.1.1.1>;expires=0");

        assertThat(answer).startsWith("SIP/2.0 200 ").doesNotContain("10.1.1.1");
        assertThat(contacts()).containsExactly("sip:1001@10.1.1.2");
    }

    @Test
    void endsAllBindings() throws IOException { // RFC 3261 section 10.2.2
        phone.register("Contact: <sip:1001@10.1.1.1>, <sip:1001@10.1.1.2>");

        assertThat(phone.register("Contact: *", "Expires: 0"))
                .startsWith("SIP/2.0 200 ")
                .doesNotContain("Contact:");
        assertThat(contacts()).isEmpty();
    }

    @Test
    void refusesAStarThatDoesNotEndThings() throws IOException { // RFC 3261 section 10.3 step 6
        phone.register("Contact: <sip:1001@10.1.1.1>");

        assertThat(phone.register("Contact: *")).startsWith("SIP/2.0 400 ");
        assertThat(phone.register("Contact: *", "Expires: 60")).startsWith("SIP/2.0 400 ");
        assertThat(phone.register("Contact: *", "Contact: <sip:1001@10.1.1.2>", "Expires: 0"))
                .startsWith("SIP/2.0 400 ");
        assertThat(contacts()).containsExactly("sip:1001@10.1.1.1");
    }

    @Test
    void asksForALongerInterval() throws IOException { // RFC 3261 section 10.3 step 7
        assertThat(phone.register("Contact: <sip:1001@10.1.1.1>;expires=59"))
                .startsWith("SIP/2.0 423 ")
                .contains("Min-Expires: 60");
        assertThat(contacts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999", "4294967297", "99999999999999999999"})
    void grantsNoMoreThanTheLongestOrTheUsual(String asked) throws IOException {
        phone.register("Contact: <sip:1001@10.1.1.1>;expires=" + asked);

        assertThat(bindings().getFirst().expires())
                .isBetween(now.get().plusSeconds(3600), now.get().plusSeconds(7200));
    }

    @Test
    void refusesOneContactMoreThanAllowedButKeepsThoseThere() throws IOException {
        phone.register("Contact: <sip:1001@10.1.1.1>, <sip:1001@10.1.1.2>");

        assertThat(phone.register("Contact: <sip:1001@10.1.1.3>")).startsWith("SIP/2.0 403 Too many contacts");
        assertThat(phone.register("Contact: <sip:1001@10.1.1.2>")).startsWith("SIP/2.0 200 ");
        assertThat(contacts()).hasSize(2);
    }

    @Test
    void takesAnotherSpellingOfTheSameUri() throws IOException { // RFC 3261 section 19.1.4
        phone.register("Contact: <sip:1001@Phone.example:5060;transport=udp>");
        phone.register("Contact: <sip:1001@phone.EXAMPLE:5060;transport=UDP>");

        assertThat(contacts()).hasSize(1);
    }

    @Test
    void refusesARegisterThatIsOlderThanTheLast() throws IOException { // RFC 3261 section 10.3 step 7
        phone.register("Contact: <sip:1001@10.1.1.1>");
        phone.rewind(0);

        assertThat(phone.register("Contact: <sip:1001@10.1.1.1>;expires=0")).startsWith("SIP/2.0 500 ");
        assertThat(contacts()).hasSize(1);
    }

    @Test
    void letsNobodyRegisterForSomebodyElse() throws IOException {
        assertThat(phone.registerAs("1002", "Contact: <sip:evil@10.1.1.1>")).startsWith("SIP/2.0 403 ");
        assertThat(store.locations().all()).isEmpty();
    }

    @Test
    void challengesAWrongPassword() throws IOException {
        try (var stranger = new Telephone(PHONE, local, "4711")) {
            assertThat(stranger.register("Contact: <sip:x@10.1.1.1>")).startsWith("SIP/2.0 401 ");
        }
        assertThat(store.locations().all()).isEmpty();
    }

    @Test
    void refusesAContactThatIsNoSipUri() throws IOException {
        assertThat(phone.register("Contact: <mailto:ann@example.org>")).startsWith("SIP/2.0 400 ");
        assertThat(phone.register("Contact: <sip:1001@10.1.1.1>;q=7")).startsWith("SIP/2.0 400 ");
    }

    @Test
    void refusesAPath() throws IOException { // RFC 3327 section 5.3
        assertThat(phone.register("Contact: <sip:1001@10.1.1.1>", "Path: <sip:p.example;lr>"))
                .startsWith("SIP/2.0 420 ")
                .contains("Unsupported: path");
    }

    @Test
    void keepsContactsOverARestart() throws IOException {
        phone.register("Contact: <sip:1001@10.1.1.1>");
        var before = bindings();
        store.close();

        store = StoreUnderTest.open(folder.resolve("location.mv"), now::get);

        assertThat(bindings()).isEqualTo(before);
        assertThat(Duration.between(now.get(), before.getFirst().expires())).hasSeconds(3600);
    }

    @Test
    void keepsTheUriAsThePhoneWroteIt() throws IOException { // RFC 4475 sections 3.3.13 and 3.3.14
        phone.register("Contact: <sip:1001@10.1.1.1;unknownparam>, <sip:%00@10.1.1.2?Route=%3Csip:sip.example.com%3E>");

        assertThat(contacts())
                .containsExactlyInAnyOrder(
                        "sip:1001@10.1.1.1;unknownparam", "sip:%00@10.1.1.2?Route=%3Csip:sip.example.com%3E");
    }

    @Test
    void servesAGoodRegisterAfterManyBadOnes() throws IOException {
        var trusting = new Users().with("1001", 2).subscriber("1001").orElseThrow();
        var limits = new ExpiryLimits(3600, 60, 7200);
        RequestVerifier anybody = request -> new Verdict.Verified(trusting);
        stack.serve(new SipRegistrar(anybody, store.locations(), limits, services(""), now::get), "REGISTER");
        var random = new Random(3261);

        for (int i = 0; i < 3000; i++) {
            var text = phone.message(
                    "1001", "Contact: <sip:1001@10.1.1.1:5062;a=b>;expires=100;q=0.5, \"A\" <sip:x@y>", "Expires: 60");
            var mutated = new StringBuilder(text);
            for (int j = random.nextInt(4); j >= 0; j--) {
                int at = text.indexOf("Contact") + random.nextInt(text.length() - text.indexOf("Contact"));
                mutated.setCharAt(at, NOISE.charAt(random.nextInt(NOISE.length())));
            }
            phone.send(mutated.toString());
        }

        await().until(() -> stack.transactions().counters().requestsReceived() >= 3000);
        assertThat(bindings()).hasSizeLessThanOrEqualTo(2);
        try (var good = new Telephone(PHONE, local, "1001")) {
            assertThat(good.register("Contact: *", "Expires: 0")).startsWith("SIP/2.0 200 ");
            assertThat(good.register("Contact: <sip:1001@10.1.1.9>")).startsWith("SIP/2.0 200 ");
        }
        assertThat(contacts()).containsExactly("sip:1001@10.1.1.9");
    }
}
