package org.patchbay.channel.media.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.io.rtp.internal.RtpRelay;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaSession;
import org.patchbay.media.MediaSession.Digit;
import org.patchbay.media.MediaStatistics;
import org.patchbay.media.MediaUnavailableException;

class RtpMediaSessionTest {
    private static final int NOTHING_COMES_MILLIS = 80;

    private RtpRelay relay;
    private RtpMediaSessions sessions;
    private MediaSession one;
    private MediaSession other;
    private Phone caller;
    private Phone called;

    @BeforeEach
    void open() throws Exception {
        relay = new RtpRelay(new RelaySettings(Phone.freshAddress(), "20000-20005"));
        sessions = new RtpMediaSessions(TestCodecs.G711, MediaSettings.STANDARD);
        sessions.bindPorts(relay);
        one = sessions.open();
        other = sessions.open();
        caller = new Phone(one);
        called = new Phone(other);
        caller.describe(Direction.SENDRECV, Codec.PCMU, Codec.TELEPHONE_EVENT);
        called.describe(Direction.SENDRECV, Codec.PCMU, Codec.TELEPHONE_EVENT);
    }

    @AfterEach
    void close() throws Exception {
        caller.close();
        called.close();
        sessions.deactivate();
        relay.deactivate();
    }

    @Test
    void tellsThePeerWhereToSend() {
        assertThat(one.rtp().getPort()).isEven();
        assertThat(one.rtcp().getPort()).isEqualTo(one.rtp().getPort() + 1);
    }

    @Test
    void letsBothHearEachOther() {
        one.join(other);

        relays(caller, called);
        relays(called, caller);
    }

    @Test
    void endsAJoinWithAnotherJoin() {
        MediaSession third = sessions.open();
        try (Phone phone = new Phone(third)) {
            phone.describe(Direction.SENDRECV, Codec.PCMU);
            one.join(other);
            relays(caller, called);
            one.join(third);

            relays(caller, phone);
            relays(phone, caller);
            called.send(Phone.sound(1));
            assertThat(caller.receive(NOTHING_COMES_MILLIS)).isEmpty();
        }
    }

    @Test
    void silencesBothSidesOfAJoin() {
        one.join(other);
        relays(caller, called);
        one.silence();

        caller.send(Phone.sound(1));
        called.send(Phone.sound(1));
        assertThat(called.receive(NOTHING_COMES_MILLIS)).isEmpty();
        assertThat(caller.receive(NOTHING_COMES_MILLIS)).isEmpty();
    }

    @Test
    void echoes() {
        one.join(other);
        one.echo();

        relays(caller, caller);
        called.send(Phone.sound(2));
        assertThat(caller.receive(NOTHING_COMES_MILLIS)).isEmpty();
        one.silence();
        caller.send(Phone.sound(3));
        assertThat(caller.receive(NOTHING_COMES_MILLIS)).isEmpty();
    }

    @Test
    void echoesAgainWithoutAMomentOfSilence() {
        var port = new RecordedPort();
        var session = new RtpMediaSession(() -> port, TestServices.of(new MediaClock(), TestCodecs.G711));
        session.echo();
        session.echo();

        assertThat(port.relaysStopped).isZero();
    }

    @Test
    void playsSoundThatDecodesBack() throws Exception {
        var done = one.play(Tones.sine(440, 8000)).toCompletableFuture();
        List<Sent> packets = new ArrayList<>();
        for (int i = 0; i < 50; i++) packets.add(Sent.of(caller.receive()));
        done.get(5, TimeUnit.SECONDS);

        assertThat(caller.receive(NOTHING_COMES_MILLIS)).isEmpty();
        assertThat(packets.getFirst().marker()).isTrue();
        for (int i = 1; i < packets.size(); i++) {
            Sent packet = packets.get(i);
            assertThat(packet.marker()).isFalse();
            assertThat(packet.payloadType()).isZero();
            assertThat(packet.source()).isEqualTo(packets.getFirst().source());
            assertThat(packet.sequence()).isEqualTo(packets.getFirst().sequence() + i & 0xFFFF);
            assertThat(packet.timestamp() - packets.getFirst().timestamp()).isEqualTo(160 * i);
        }
        assertThat(correlation(packets)).isGreaterThan(0.999);
    }

    @Test
    void playsAPacketEveryTwentyMilliseconds() throws Exception {
        long startNanos = System.nanoTime();
        one.play(Tones.sine(440, 160 * 26)).toCompletableFuture().get(10, TimeUnit.SECONDS);
        long tookMillis = (System.nanoTime() - startNanos) / 1_000_000;

        assertThat(tookMillis).isBetween(26 * 20L - 61, 26 * 20L + 1_500);
        assertThat(one.statistics().sent()).isEqualTo(26);
    }

    @Test
    void playsInTheAgreedCodec() {
        caller.describe(Direction.SENDRECV, new Codec(97, "PCMA", 8000, 1, ""));
        one.play(Tones.sine(440, 1600));

        Sent packet = Sent.of(caller.receive());

        assertThat(packet.payloadType()).isEqualTo(97);
        assertThat(TestCodecs.decode(Codec.PCMA, packet.payload()[5])).isCloseTo(Tones.sample(440, 5), within(400));
    }

    @Test
    void playsNothingToAPeerThatDoesNotListen() throws Exception {
        caller.describe(Direction.SENDONLY, Codec.PCMU);
        one.play(Tones.sine(440, 640)).toCompletableFuture().get(5, TimeUnit.SECONDS);

        assertThat(one.statistics().sent()).isZero();
    }

    @Test
    void saysThatACodecCantBeEncoded() {
        caller.describe(Direction.SENDRECV, Codec.G722);

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() ->
                        one.play(Tones.sine(440, 640)).toCompletableFuture().get(5, TimeUnit.SECONDS))
                .withCauseInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void endsOnePlaybackWithTheNext() throws Exception {
        var first = one.play(Tones.sine(440, 800_000)).toCompletableFuture();
        caller.receive();
        var second = one.play(Tones.sine(440, 320)).toCompletableFuture();

        first.get(5, TimeUnit.SECONDS);
        second.get(5, TimeUnit.SECONDS);
    }

    @Test
    void endsAPlaybackWithSilence() throws Exception {
        var done = one.play(Tones.sine(440, 800_000)).toCompletableFuture();
        caller.receive();
        one.silence();

        done.get(5, TimeUnit.SECONDS);
    }

    @Test
    void keepsThePartnersSoundAwayWhileItPlays() {
        one.join(other);
        relays(called, caller);
        one.play(Tones.sine(440, 800_000));
        Sent first = Sent.of(caller.receive());
        for (int i = 0; i < 5; i++) called.send(Phone.sound(i));

        for (int i = 0; i < 5; i++)
            assertThat(Sent.of(caller.receive()).source()).isEqualTo(first.source());
        relays(caller, called);
    }

    @Test
    void reportsDigitsWithoutHoldingUpTheRelay() {
        List<Digit> digits = new CopyOnWriteArrayList<>();
        one.digits(digits::add);
        one.join(other);
        byte[] end = EventPacket.of(1000, 7, true, 800);
        for (int i = 0; i < 3; i++) {
            caller.send(end);
            assertThat(called.receive()).isEqualTo(end);
        }
        await().until(() -> !digits.isEmpty());
        assertThat(digits).containsExactly(new Digit('7', 100));

        caller.send(EventPacket.of(9000, 1, false, 160));
        await().until(() -> digits.size() == 2);
        assertThat(digits).last().isEqualTo(new Digit('1', 20));
    }

    @Test
    void countsWhatPasses() {
        one.join(other);
        relays(caller, called);

        await().until(() -> other.statistics().sent() == 1);
        MediaStatistics statistics = one.statistics();
        assertThat(statistics.received()).isEqualTo(1);
        assertThat(statistics.refused()).isZero();
        assertThat(statistics.source()).contains(caller.address());
        assertThat(statistics.signalled()).contains(caller.address());
        assertThat(statistics.silence()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void saysThatNoPortIsFreeAndGivesThemBackWhenClosed() {
        sessions.open();
        assertThatExceptionOfType(MediaUnavailableException.class).isThrownBy(sessions::open);

        one.close();
        one.close();

        await().until(() -> relay.inUse().size() == 2);
        assertThat(sessions.open().rtp().getPort()).isPositive();
    }

    @Test
    void silencesThePartnerOfASessionThatIsClosed() throws Exception {
        one.join(other);
        var done = one.play(Tones.sine(440, 800_000)).toCompletableFuture();
        one.close();

        done.get(5, TimeUnit.SECONDS);
        called.send(Phone.sound(1));
        await().until(() -> other.statistics().received() == 1);
        assertThat(other.statistics().refused()).isZero();
    }

    @Test
    void failsAPlaybackThatItCantGoOnWithWhenItEnds() {
        CompletableFuture<Void> done = one.play(Tones.sine(440, 800_000)).toCompletableFuture();
        sessions.deactivate();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> done.get(5, TimeUnit.SECONDS))
                .withCauseInstanceOf(IllegalStateException.class);
        one.join(other);
        relays(caller, called);
    }

    private static void relays(Phone from, Phone to) {
        byte[] packet = Phone.sound(0);
        from.send(packet);
        assertThat(to.receive()).isEqualTo(packet);
    }

    private static Offset<Short> within(int difference) {
        return Offset.offset((short) difference);
    }

    /** Returns how much the packets are like the tone that was played, 1 at most. */
    private static double correlation(List<Sent> packets) {
        double product = 0;
        double played = 0;
        double heard = 0;
        int index = 0;
        for (Sent packet : packets) {
            for (byte code : packet.payload()) {
                double is = TestCodecs.decode(Codec.PCMU, code);
                double was = Tones.sample(440, index++);
                product += is * was;
                played += was * was;
                heard += is * is;
            }
        }
        return product / Math.sqrt(played * heard);
    }
}
