package org.patchbay.io.resolver.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.io.NameResolver.Naptr;
import org.patchbay.io.NameResolver.Srv;

class DnsResolverTest {
    private static final Duration LONG = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private final List<DnsResolver> resolvers = new ArrayList<>();
    private TestNameServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new TestNameServer();
    }

    @AfterEach
    void stopAll() throws IOException {
        resolvers.forEach(DnsResolver::stop);
        server.close();
    }

    private static Settings settings(Duration limit, InetSocketAddress... servers) {
        return new Settings(
                List.of(servers), limit, 3, Duration.ofSeconds(2), Duration.ofSeconds(100), Duration.ofSeconds(10));
    }

    private DnsResolver resolver(Settings settings) {
        var resolver = new DnsResolver(settings, folder.resolve("hosts"), folder.resolve("resolv.conf"), nanos::get);
        resolvers.add(resolver);
        return resolver;
    }

    private DnsResolver resolver() {
        return resolver(settings(LONG, server.address()));
    }

    private DnsResolver impatient() {
        return resolver(settings(SHORT, server.address()));
    }

    /** Gives up late enough for a machine that is busy with other things. */
    private DnsResolver patient() {
        return resolver(settings(Duration.ofMillis(1200), server.address()));
    }

    private static <T> T answer(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static InetAddress ip(String literal) {
        return InetAddress.ofLiteral(literal);
    }

    private static Function<Reply.Question, byte[]> address(String literal, long ttl) {
        return question -> new Reply(question)
                .answer(question.type(), ttl, Wire.address(literal))
                .done();
    }

    private void passSeconds(long seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    @Test
    void findsAddressesOfBothFamilies() throws Exception {
        server.on(Wire.A, "h.example", address("192.0.2.1", 60)).on(Wire.AAAA, "h.example", address("2001:db8::7", 60));

        assertThat(answer(resolver().addresses("H.Example.")))
                .containsExactlyInAnyOrder(ip("192.0.2.1"), ip("2001:db8::7"));
    }

    @Test
    void sortsNaptrByOrderAndPreference() throws Exception { // RFC 3403 section 4.1
        server.on(
                Wire.NAPTR,
                "example.com",
                question -> new Reply(question)
                        .answer(Wire.NAPTR, 60, Wire.naptr(50, 60, "s", "SIP+D2T", "_sip._tcp.example.com"))
                        .answer(Wire.NAPTR, 60, Wire.naptr(50, 50, "s", "SIPS+D2T", "_sips._tcp.example.com"))
                        .answer(Wire.NAPTR, 60, Wire.naptr(40, 90, "s", "SIP+D2U", "_sip._udp.Example.com"))
                        .done());

        assertThat(answer(resolver().naptr("example.com")))
                .containsExactly(
                        new Naptr(40, 90, "s", "SIP+D2U", "_sip._udp.example.com"),
                        new Naptr(50, 50, "s", "SIPS+D2T", "_sips._tcp.example.com"),
                        new Naptr(50, 60, "s", "SIP+D2T", "_sip._tcp.example.com"));
    }

    @Test
    void sortsSrvByPriorityAndKeepsTheRootAsEmpty() throws Exception { // RFC 2782
        server.on(
                Wire.SRV,
                "_sip._udp.example.com",
                question -> new Reply(question)
                        .answer(Wire.SRV, 60, Wire.srv(2, 0, 5061, ""))
                        .answer(Wire.SRV, 60, Wire.srv(1, 7, 5060, "a.example.com"))
                        .done());

        assertThat(answer(resolver().srv("_sip._udp.example.com")))
                .containsExactly(new Srv(1, 7, 5060, "a.example.com"), new Srv(2, 0, 5061, ""));
    }

    @Test
    void readsCompressedTargetsOfSrv() throws Exception {
        // the question's name begins at 12: _sip (5), _udp (5), then example.com at 22
        server.on(
                Wire.SRV,
                "_sip._udp.example.com",
                question -> new Reply(question)
                        .answer(
                                Wire.SRV,
                                60,
                                new Wire()
                                        .u16(1)
                                        .u16(2)
                                        .u16(3)
                                        .text("pbx")
                                        .pointer(22)
                                        .done())
                        .done());

        assertThat(answer(resolver().srv("_sip._udp.example.com")))
                .containsExactly(new Srv(1, 2, 3, "pbx.example.com"));
    }

    @Test
    void takesTcpWhenTheAnswerWasTruncated() throws Exception { // RFC 7766 section 5
        server.on(
                Wire.SRV,
                "_s.example",
                question -> new Reply(question).truncated().done());
        server.onTcp(
                Wire.SRV,
                "_s.example",
                question -> new Reply(question)
                        .answer(Wire.SRV, 60, Wire.srv(1, 1, 5060, "h.example"))
                        .done());

        assertThat(answer(resolver().srv("_s.example"))).containsExactly(new Srv(1, 1, 5060, "h.example"));
        assertThat(server.asked()).containsExactly("udp 33 _s.example", "tcp 33 _s.example");
    }

    @Test
    void doesNotTakeATruncatedAnswerForAWholeOne() {
        server.on(
                Wire.SRV,
                "_s.example",
                question -> new Reply(question).truncated().done());
        server.onTcp(
                Wire.SRV,
                "_s.example",
                question -> new Reply(question).truncated().done());

        assertFails(resolver().srv("_s.example"));
    }

    private static void assertFails(CompletionStage<?> stage) {
        assertThatThrownBy(() -> answer(stage))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void failsWhenNobodyAnswersInTime() {
        server.on(Wire.SRV, "_s.example", _ -> TestNameServer.SILENCE);

        assertFails(impatient().srv("_s.example"));
        assertThat(server.asked()).hasSizeGreaterThan(1);
    }

    @Test
    void asksAgainWhenTheFirstQuestionIsLost() throws Exception {
        var count = new AtomicInteger();
        server.on(
                Wire.SRV,
                "_s.example",
                question -> count.getAndIncrement() == 0
                        ? TestNameServer.SILENCE
                        : new Reply(question)
                                .answer(Wire.SRV, 60, Wire.srv(1, 1, 1, "h.example"))
                                .done());

        assertThat(answer(patient().srv("_s.example"))).hasSize(1);
    }

    @Test
    void asksTheNextServerAndStaysWithItWhenOneRefuses() throws Exception {
        try (var refusing = new TestNameServer()) {
            refusing.on(
                    Wire.SRV,
                    "_s.example",
                    question -> new Reply(question).code(5).done());
            server.on(
                    Wire.SRV,
                    "_s.example",
                    question -> new Reply(question)
                            .answer(Wire.SRV, 60, Wire.srv(1, 1, 1, "h.example"))
                            .done());
            var resolver = resolver(settings(LONG, refusing.address(), server.address()));

            assertThat(answer(resolver.srv("_s.example"))).hasSize(1);
            answer(resolver.srv("_other.example"));

            assertThat(refusing.asked()).containsExactly("udp 33 _s.example");
        }
    }

    @Test
    void ignoresAnswersWithAnotherId() throws Exception { // RFC 5452 section 4.3
        var count = new AtomicInteger();
        server.on(Wire.SRV, "_s.example", question -> {
            var reply = new Reply(question);
            return count.getAndIncrement() == 0
                    ? reply.wrongId()
                            .answer(Wire.SRV, 60, Wire.srv(1, 1, 1, "evil.example"))
                            .done()
                    : reply.answer(Wire.SRV, 60, Wire.srv(1, 1, 1, "h.example")).done();
        });

        assertThat(answer(patient().srv("_s.example"))).containsExactly(new Srv(1, 1, 1, "h.example"));
    }

    @Test
    void asksEachQuestionFromAPortOfItsOwn() throws Exception { // RFC 5452 section 4.5
        var resolver = resolver();

        for (int i = 0; i < 4; i++) answer(resolver.srv("_s" + i + ".example"));

        assertThat(server.askers().stream().distinct()).hasSizeGreaterThan(1);
    }

    @Test
    void ignoresRecordsOfOtherNames() throws Exception { // RFC 5452 section 6
        server.on(
                Wire.A,
                "h.example",
                question -> new Reply(question)
                        .record("other.example", Wire.A, 60, Wire.address("192.0.2.66"))
                        .done());

        assertThat(answer(resolver().addresses("h.example"))).isEmpty();
    }

    @Test
    void followsAliasesInOneAnswer() throws Exception {
        server.on(
                Wire.A,
                "www.example",
                question -> new Reply(question)
                        .answer(Wire.CNAME, 60, new Wire().name("h.example").done())
                        .record("h.example", Wire.A, 60, Wire.address("192.0.2.1"))
                        .done());

        assertThat(answer(resolver().addresses("www.example"))).containsExactly(ip("192.0.2.1"));
    }

    @Test
    void asksForTheTargetOfAnAliasThatTheAnswerLeavesOut() throws Exception {
        server.on(
                Wire.A,
                "www.example",
                question -> new Reply(question)
                        .answer(Wire.CNAME, 60, new Wire().name("h.example").done())
                        .done());
        server.on(Wire.A, "h.example", address("192.0.2.1", 60));

        assertThat(answer(resolver().addresses("www.example"))).containsExactly(ip("192.0.2.1"));
    }

    @Test
    void givesUpOnAliasesInCircles() {
        for (var pair : List.of("a b", "b a")) {
            var names = pair.split(" ");
            server.on(
                    Wire.SRV,
                    names[0] + ".example",
                    question -> new Reply(question)
                            .answer(
                                    Wire.CNAME,
                                    60,
                                    new Wire().name(names[1] + ".example").done())
                            .done());
        }

        assertFails(resolver().srv("a.example"));
        assertThat(server.asked()).hasSize(Answer.ALIASES_MAX + 1);
    }

    @Test
    void remembersAnAnswerForItsTimeToLive() throws Exception {
        server.on(
                Wire.SRV,
                "_s.example",
                question -> new Reply(question)
                        .answer(Wire.SRV, 60, Wire.srv(1, 1, 1, "a.example"))
                        .answer(Wire.SRV, 20, Wire.srv(1, 1, 1, "b.example"))
                        .done());
        var resolver = resolver();

        answer(resolver.srv("_s.example"));
        passSeconds(19);
        answer(resolver.srv("_S.example"));
        assertThat(server.asked()).hasSize(1);
        passSeconds(2);
        answer(resolver.srv("_s.example"));

        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void remembersNoShorterAndNoLongerThanConfigured() throws Exception {
        server.on(
                Wire.SRV,
                "_0.example",
                question -> new Reply(question)
                        .answer(Wire.SRV, 0, Wire.srv(1, 1, 1, "a"))
                        .done());
        server.on(
                Wire.SRV,
                "_9.example",
                question -> new Reply(question)
                        .answer(Wire.SRV, 9999, Wire.srv(1, 1, 1, "a"))
                        .done());
        var resolver = resolver();
        answer(resolver.srv("_0.example"));
        answer(resolver.srv("_9.example"));

        passSeconds(1);
        answer(resolver.srv("_0.example"));
        passSeconds(100);
        assertThat(server.asked()).hasSize(2);
        answer(resolver.srv("_9.example"));

        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void remembersThatThereIsNothingAsTheZoneSays() throws Exception { // RFC 2308 section 5
        server.on(
                Wire.SRV,
                "_s.example",
                question -> new Reply(question).code(3).soa(90, 50).done());
        var resolver = resolver();

        assertThat(answer(resolver.srv("_s.example"))).isEmpty();
        passSeconds(49);
        answer(resolver.srv("_s.example"));
        assertThat(server.asked()).hasSize(1);
        passSeconds(2);
        answer(resolver.srv("_s.example"));

        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void remembersThatThereIsNothingForADefaultWhenTheZoneDoesNotSay() throws Exception {
        server.on(Wire.SRV, "_s.example", question -> new Reply(question).done());
        var resolver = resolver();

        assertThat(answer(resolver.srv("_s.example"))).isEmpty();
        passSeconds(9);
        answer(resolver.srv("_s.example"));
        assertThat(server.asked()).hasSize(1);
        passSeconds(2);
        answer(resolver.srv("_s.example"));

        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void forgetsTheOldestAnswerWhenThereAreTooMany() throws Exception {
        var resolver = resolver();

        for (var name : List.of("_1.example", "_2.example", "_3.example", "_4.example")) answer(resolver.srv(name));
        answer(resolver.srv("_4.example"));
        assertThat(server.asked()).hasSize(4);
        answer(resolver.srv("_1.example"));

        assertThat(server.asked()).hasSize(5);
    }

    @Test
    void doesNotRememberFailures() throws Exception {
        var fail = new AtomicInteger(Upstream.ATTEMPTS);
        server.on(
                Wire.SRV,
                "_s.example",
                question -> fail.getAndDecrement() > 0
                        ? new Reply(question).code(2).done()
                        : new Reply(question)
                                .answer(Wire.SRV, 60, Wire.srv(1, 1, 1, "a"))
                                .done());
        var resolver = resolver();

        assertFails(resolver.srv("_s.example"));

        assertThat(answer(resolver.srv("_s.example"))).hasSize(1);
    }

    @Test
    void asksTheSameQuestionOnceAtATime() throws Exception {
        var go = new CountDownLatch(1);
        server.on(Wire.SRV, "_s.example", question -> {
            awaited(go);
            return new Reply(question)
                    .answer(Wire.SRV, 0, Wire.srv(1, 1, 1, "a"))
                    .done();
        });
        var resolver = resolver();

        var first = resolver.srv("_s.example");
        var second = resolver.srv("_s.example");
        go.countDown();

        assertThat(answer(first)).isEqualTo(answer(second)).hasSize(1);
        assertThat(server.asked()).hasSize(1);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) throw new IllegalStateException("never");
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void refusesQuestionsBeyondTheBound() {
        var resolver = impatient();
        var stages = new ArrayList<CompletionStage<List<Srv>>>();

        for (int i = 0; i <= Lookups.UNDER_WAY_MAX; i++) {
            var name = "_s" + i + ".example";
            server.on(Wire.SRV, name, _ -> TestNameServer.SILENCE);
            stages.add(resolver.srv(name));
        }

        assertThatThrownBy(() -> answer(stages.getLast())).hasMessageContaining("too many");
    }

    @Test
    void asksNothingForWhatIsNoName() throws Exception {
        var resolver = resolver();

        for (var bad : List.of(
                "", ".", "a..b", "a b", "x".repeat(64) + ".example", "\u00e4.example", "a.".repeat(130) + "b")) {
            assertThat(answer(resolver.addresses(bad))).as(bad).isEmpty();
        }
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void answersLiteralsAtOnce() {
        assertThat(resolver().addresses("192.0.2.9").toCompletableFuture())
                .isCompletedWithValue(List.of(ip("192.0.2.9")));
    }

    @Test
    void takesHostsOfTheMachineBeforeTheNameSystem() throws Exception {
        Files.writeString(folder.resolve("hosts"), "# x\n192.0.2.5\tPBX pbx.lan # mine\nnonsense here\n");

        assertThat(answer(resolver().addresses("pbx"))).containsExactly(ip("192.0.2.5"));
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void givesOneFamilyWhenTheOtherQuestionIsNeverAnswered() throws Exception {
        server.on(Wire.A, "h.example", address("192.0.2.1", 60))
                .on(Wire.AAAA, "h.example", _ -> TestNameServer.SILENCE);

        assertThat(answer(patient().addresses("h.example"))).containsExactly(ip("192.0.2.1"));
    }

    @Test
    void doesNotWaitLongForTheOtherFamily() throws Exception { // RFC 8305 section 3
        server.on(Wire.A, "h.example", address("192.0.2.1", 60))
                .on(Wire.AAAA, "h.example", _ -> TestNameServer.SILENCE);

        var stage = resolver(settings(Duration.ofSeconds(30), server.address())).addresses("h.example");

        assertThat(answer(stage)).containsExactly(ip("192.0.2.1")); // within 10 seconds
    }

    @Test
    void failsWhenOneFamilyHasNothingAndTheOtherIsUnknown() {
        server.on(Wire.AAAA, "h.example", _ -> TestNameServer.SILENCE);

        assertFails(impatient().addresses("h.example"));
    }

    @Test
    void takesNewServersWhileItRuns() throws Exception {
        try (var other = new TestNameServer()) {
            other.on(Wire.A, "h.example", address("192.0.2.2", 60));
            server.on(Wire.A, "h.example", address("192.0.2.1", 60));
            var resolver = resolver();
            answer(resolver.addresses("h.example"));

            resolver.apply(settings(LONG, other.address()));
            answer(resolver.srv("_any.example"));

            assertThat(answer(resolver.addresses("h.example"))).containsExactly(ip("192.0.2.2"));
        }
    }

    @Test
    void failsWhatIsUnderWayWhenItStops() {
        server.on(Wire.SRV, "_s.example", _ -> TestNameServer.SILENCE);
        var resolver = resolver();
        var stage = resolver.srv("_s.example");

        resolver.stop();
        resolver.stop();

        assertFails(stage);
        assertFails(resolver.srv("_t.example"));
    }

    @Test
    void survivesHostileRecords() throws Exception {
        Collection<byte[]> hostile = List.of(
                new byte[0],
                new byte[] {0},
                new Wire().u16(1).u16(1).u16(1).done(),
                new Wire().u16(1).u16(1).u16(1).pointer(0x3FFF).done(),
                new Wire().u16(1).u16(1).u16(1).u8(0x80).u8(0).done(),
                new Wire().u16(1).u16(1).u16(1).u8(63).u8('a').done(),
                new Wire().u16(1).u16(1).u16(1).name("a.b").u8(7).done(),
                new Wire().u16(1).u16(1).u16(1).text("a\0b").u8(0).done());
        server.on(Wire.SRV, "_s.example", question -> {
            var reply = new Reply(question);
            hostile.forEach(content -> reply.answer(Wire.SRV, 60, content));
            return reply.answer(Wire.SRV, 60, Wire.srv(1, 1, 1, "good.example")).done();
        });

        assertThat(answer(resolver().srv("_s.example"))).containsExactly(new Srv(1, 1, 1, "good.example"));
    }

    @Test
    void survivesGarbageAndAnswersTheNextQuestion() throws Exception {
        var garbage = List.<Function<Reply.Question, byte[]>>of(
                _ -> new byte[] {1},
                _ -> new byte[700],
                question -> new Wire()
                        .u16(question.id())
                        .u16(0x8180)
                        .u16(9)
                        .u16(9)
                        .u16(9)
                        .u16(9)
                        .done(),
                question -> new Reply(question)
                        .record("h.example", Wire.SRV, 60, new byte[3], 60_000)
                        .done(),
                question -> new Wire()
                        .u16(question.id())
                        .u16(0x8180)
                        .u16(1)
                        .u16(1)
                        .u16(0)
                        .u16(0)
                        .pointer(12)
                        .u32(0)
                        .done());
        var resolver = patient();
        for (int i = 0; i < garbage.size(); i++) {
            server.on(Wire.SRV, "_g" + i + ".example", garbage.get(i));
            resolver.srv("_g" + i + ".example");
        }
        server.on(Wire.A, "h.example", address("192.0.2.1", 60));

        assertThat(answer(resolver.addresses("h.example"))).contains(ip("192.0.2.1"));
    }
}
