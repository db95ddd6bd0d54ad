package org.patchbay.channel.media.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.io.rtp.internal.RtpRelay;
import org.patchbay.media.AudioSource;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession;
import org.patchbay.media.Recording;
import org.patchbay.media.RecordingOptions;

@Timeout(30)
class RecordedLegTest {
    private static final int PACKETS = 40;
    private static final int PIECE = 800;
    private static final int DRAWN = PACKETS; // samples
    private static final MediaFormat PCMU = new MediaFormat(List.of(Codec.PCMU), Direction.SENDRECV);

    @TempDir
    Path home;

    private final MediaClock clock = new MediaClock();
    private RtpRelay relay;
    private RecordingDesk desk;
    private MediaSession one;
    private MediaSession other;
    private Phone caller;
    private Phone called;

    @BeforeEach
    void open() throws Exception {
        clock.start();
        relay = new RtpRelay(new RelaySettings(Phone.freshAddress(), "20000-20005"));
        desk = new RecordingDesk(home, "data/recordings", TestCodecs.G711);
        one = new RtpMediaSession(relay::open, TestServices.of(clock, TestCodecs.G711, () -> Optional.of(desk)));
        other = new RtpMediaSession(relay::open, TestServices.of(clock, TestCodecs.G711, () -> Optional.of(desk)));
        caller = new Phone(one);
        called = new Phone(other);
        caller.describe(Direction.SENDRECV, Codec.PCMU, Codec.TELEPHONE_EVENT);
        called.describe(Direction.SENDRECV, Codec.PCMU, Codec.TELEPHONE_EVENT);
    }

    @AfterEach
    void close() throws Exception {
        caller.close();
        called.close();
        one.close();
        other.close();
        desk.deactivate();
        relay.deactivate();
        clock.stop();
    }

    /** Returns a whistle that rises, so that it is found where it is and nowhere else. */
    private static short[] whistle(double fromHz, double toHz) {
        var samples = new short[PACKETS * 160];
        for (int i = 0; i < samples.length; i++) {
            double seconds = i / 8000.0;
            double hz = fromHz + (toHz - fromHz) * i / samples.length / 2;
            samples[i] = (short) (9000 * Math.sin(2 * Math.PI * hz * seconds));
        }
        return samples;
    }

    private static byte[] packet(int number, short[] sound) {
        ByteBuffer packet = ByteBuffer.allocate(172);
        packet.put((byte) 0x80)
                .put((byte) 0)
                .putShort((short) number)
                .putInt(number * 160)
                .putInt(7);
        TestCodecs.encode(Codec.PCMU, Arrays.copyOfRange(sound, number * 160, number * 160 + 160), packet);
        return packet.array();
    }

    /** Has both speak in real time; returns what arrived at the called phone. */
    private List<byte[]> talk(short[] said, short[] heard) {
        var done = new CompletableFuture<Void>();
        clock.add(new MediaClock.Ticking() {
            private int number;

            @Override
            public boolean tick(long nowNanos) {
                caller.send(packet(number, said));
                called.send(packet(number, heard));
                if (++number < PACKETS) return true;
                done.complete(null);
                return false;
            }

            @Override
            public void abandon() {}
        });
        done.join();
        List<byte[]> arrived = new ArrayList<>();
        for (int i = 0; i < PACKETS; i++) arrived.add(called.receive());
        return arrived;
    }

    private static short[] side(Path file, int channel) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int frames = in.getInt(40) / 4;
        var samples = new short[frames];
        for (int i = 0; i < frames; i++) samples[i] = in.getShort(44 + 4 * i + 2 * channel);
        return samples;
    }

    /**
     * Returns how much of {@code sound} is in {@code recorded}, piece by piece: where the first packets came late, the recording draws the others up to
     * their time, a sample a packet.
     */
    private static double correlation(short[] sound, short[] recorded) {
        int lag = bestLag(sound, recorded, 0, sound.length, 0, 1600);
        return IntStream.iterate(0, at -> at + PIECE <= sound.length, at -> at + PIECE)
                .mapToDouble(
                        at -> correlation(sound, recorded, at, PIECE, bestLag(sound, recorded, at, PIECE, lag, DRAWN)))
                .average()
                .orElseThrow();
    }

    private static int bestLag(short[] sound, short[] recorded, int from, int length, int middle, int width) {
        return IntStream.rangeClosed(middle - width, middle + width)
                .boxed()
                .max(Comparator.comparingDouble(lag -> correlation(sound, recorded, from, length, lag)))
                .orElseThrow();
    }

    private static double correlation(short[] sound, short[] recorded, int from, int length, int lag) {
        double both = 0;
        double one = 1;
        double other = 1;
        for (int i = Math.max(from, -lag); i < from + length && i + lag < recorded.length; i++) {
            both += (double) sound[i] * recorded[i + lag];
            one += (double) sound[i] * sound[i];
            other += (double) recorded[i + lag] * recorded[i + lag];
        }
        return both / Math.sqrt(one * other);
    }

    private static AudioSource once(short[] sound) {
        var left = ShortBuffer.wrap(sound);
        return samples -> {
            int count = Math.min(samples.length, left.remaining());
            left.get(samples, 0, count);
            return count == 0 ? -1 : count;
        };
    }

    private static void ended(Recording recording) {
        await().until(() -> recording.state() instanceof Recording.Ended);
    }

    @Test
    void recordsARelayedTalkAndLeavesItUnchanged() throws IOException {
        short[] said = whistle(200, 500);
        short[] heard = whistle(700, 900);
        one.join(other);
        Recording recording = one.record("talks/first", RecordingOptions.DEFAULT);

        List<byte[]> arrived = talk(said, heard);
        recording.stop();
        ended(recording);

        for (int i = 0; i < PACKETS; i++) assertThat(arrived.get(i)).isEqualTo(packet(i, said));
        assertThat(recording.file()).isEqualTo(home.resolve("data/recordings/talks/first.wav"));
        assertThat(((Recording.Ended) recording.state()).failure()).isEmpty();
        assertThat(correlation(said, side(recording.file(), 0))).isGreaterThan(0.9);
        assertThat(correlation(heard, side(recording.file(), 1))).isGreaterThan(0.9);
    }

    @Test
    void recordsAnEcho() throws IOException {
        short[] said = whistle(200, 500);
        one.echo();
        Recording recording = one.record("echo", RecordingOptions.DEFAULT);
        other.echo();

        var done = talk(said, said);
        one.close();
        ended(recording);

        assertThat(done).hasSize(PACKETS);
        assertThat(correlation(said, side(recording.file(), 0))).isGreaterThan(0.9);
        assertThat(correlation(said, side(recording.file(), 1))).isGreaterThan(0.9);
    }

    @Test
    void recordsWhatIsPlayed() throws IOException {
        short[] played = whistle(300, 600);
        Recording recording = one.record("prompt", RecordingOptions.DEFAULT);

        one.play(once(played)).toCompletableFuture().join();
        recording.stop();
        ended(recording);

        assertThat(correlation(played, side(recording.file(), 1))).isGreaterThan(0.9);
        assertThat(side(recording.file(), 0)).containsOnly(0);
    }

    @Test
    void playsWideBandAtItsPitch() throws IOException {
        short[] narrow = whistle(300, 600);
        var wide = new short[2 * narrow.length];
        for (int i = 0; i < wide.length; i++) wide[i] = narrow[i / 2]; // what that adds lies above what is played
        Recording recording = one.record("wide", RecordingOptions.DEFAULT);

        one.play(wide(once(wide))).toCompletableFuture().join();
        recording.stop();
        ended(recording);

        assertThat(correlation(narrow, side(recording.file(), 1))).isGreaterThan(0.9);
    }

    private static AudioSource wide(AudioSource samples) {
        return new AudioSource() {
            @Override
            public int read(short[] into) {
                return samples.read(into);
            }

            @Override
            public int rateHz() {
                return 16_000;
            }
        };
    }

    @Test
    void comesToUsWhenItIsRecorded() {
        var prepared =
                new RtpMediaSession(relay::open, TestServices.of(clock, TestCodecs.G711, () -> Optional.of(desk)));
        var another =
                new RtpMediaSession(relay::open, TestServices.of(clock, TestCodecs.G711, () -> Optional.of(desk)));
        try (prepared;
                another) {
            prepared.described(new MediaDescription(caller.address(), caller.address(), PCMU));
            assertThat(prepared.goDirect(another)).isTrue();

            prepared.record("anchored", RecordingOptions.DEFAULT);

            assertThat(prepared.direct()).isFalse();
            assertThat(another.direct()).isFalse();
            assertThat(prepared.goDirect(another)).isFalse();
        }
    }

    @Test
    void listensNoMoreWhenTheRecordingHasEnded() {
        var port = new RecordedPort();
        var recordings = new LegRecordings(port);
        Recording recording = recordings.begin(desk, "x", RecordingOptions.DEFAULT);
        assertThat(port.listeners).hasSize(2);

        recordings.close();
        ended(recording);

        await().untilAsserted(() -> assertThat(port.listeners).isEmpty());
    }

    @Test
    void saysThatNothingRecords() {
        var alone = new RtpMediaSession(relay::open, TestServices.of(clock, TestCodecs.G711));

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> alone.record("x", RecordingOptions.DEFAULT))
                .withMessageContaining("nothing that records x");
    }

    @Test
    void endsWithAReasonWhenThereIsNoCodec() {
        caller.describe(Direction.SENDRECV, Codec.G722);
        one.echo();
        Recording recording = one.record("wide", RecordingOptions.DEFAULT);
        byte[] wide = packet(0, whistle(200, 500));
        wide[1] = 9;

        caller.send(wide);

        ended(recording);
        assertThat(((Recording.Ended) recording.state()).failure())
                .isEqualTo("there is no codec here that decodes G722");
    }
}
