package org.patchbay.channel.media.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.media.AudioSource;
import org.patchbay.media.Codec;

class PlaybackTest {
    private final RecordedPort port = new RecordedPort();
    private final RtpWriter writer = new RtpWriter(new Random(1));
    private final Speaker speaker = new Speaker(port, writer, new Reporter(port, writer, new PortQuality(port)));
    private long nowNanos;

    @BeforeEach
    void agree() {
        speaker.sending(TestCodecs.sending(Codec.PCMU, true));
    }

    @Test
    void sendsAPacketATickUntilTheSourceHasEnded() throws Exception {
        Playback playback = playback(Tones.sine(440, 400));

        assertThat(tick(playback)).isTrue();
        assertThat(tick(playback)).isTrue();
        assertThat(tick(playback)).isTrue();
        assertThat(playback.done().toCompletableFuture()).isNotDone();
        assertThat(tick(playback)).isFalse();

        playback.done().toCompletableFuture().get(5, TimeUnit.SECONDS);
        assertThat(port.sent).hasSize(3).allMatch(packet -> packet.payload().length == 160);
        assertThat(port.sent).extracting(Sent::marker).containsExactly(true, false, false);
    }

    @Test
    void fillsTheLastPacketWithSilence() {
        Playback playback = playback(Tones.sine(440, 240));
        tick(playback);
        tick(playback);

        assertThat(port.sent.getLast().payload()).endsWith((byte) 0xFF, (byte) 0xFF, (byte) 0xFF);
        assertThat(TestCodecs.decode(Codec.PCMU, port.sent.getLast().payload()[79]))
                .isNotZero();
        assertThat(port.sent.getLast().payload()[80]).isEqualTo((byte) 0xFF);
    }

    @Test
    void sendsNothingMoreOnceStopped() throws Exception {
        Playback playback = playback(Tones.sine(440, 8000));
        tick(playback);
        playback.stop();

        assertThat(tick(playback)).isFalse();
        playback.done().toCompletableFuture().get(5, TimeUnit.SECONDS);
        assertThat(port.sent).hasSize(1);
    }

    @Test
    void failsWithTheSource() {
        for (Throwable fault :
                new Throwable[] {new IllegalStateException("by the test"), new NoClassDefFoundError("x")}) {
            Playback playback = playback(samples -> {
                if (fault instanceof RuntimeException runtime) throw runtime;
                throw (Error) fault;
            });

            assertThat(tick(playback)).isFalse();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> playback.done().toCompletableFuture().get(5, TimeUnit.SECONDS))
                    .withCause(fault);
        }
    }

    @Test
    void failsWithASourceThatCountsWrong() {
        Playback playback = playback(samples -> samples.length + 1);

        assertThat(tick(playback)).isFalse();
        assertThat(port.sent).isEmpty();
    }

    @Test
    void failsWhenTheCodecChangesToOneThatItCantEncode() {
        Playback playback = playback(Tones.sine(440, 8000));
        tick(playback);
        speaker.sending(TestCodecs.sending(Codec.G722, true));

        assertThat(tick(playback)).isFalse();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> playback.done().toCompletableFuture().get(5, TimeUnit.SECONDS))
                .withCauseInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void changesTheCodecInMidSound() {
        Playback playback = playback(Tones.sine(440, 8000));
        tick(playback);
        speaker.sending(TestCodecs.sending(Codec.PCMA, true));
        tick(playback);

        assertThat(port.sent).extracting(Sent::payloadType).containsExactly(0, 8);
        assertThat(port.sent.get(1).timestamp() - port.sent.get(0).timestamp()).isEqualTo(160);
    }

    @Test
    void sendsNothingToAPeerThatHasPutUsOnHoldAndGoesOnAfterwards() { // RFC 3264 section 8.4
        Playback playback = playback(Tones.sine(440, 8000));
        tick(playback);
        speaker.sending(TestCodecs.sending(Codec.PCMU, false));
        tick(playback);
        tick(playback);
        assertThat(port.sent).hasSize(1);

        speaker.sending(TestCodecs.sending(Codec.PCMU, true));
        tick(playback);

        assertThat(port.sent).hasSize(2);
        assertThat(port.sent.get(1).marker()).isTrue();
        assertThat(port.sent.get(1).sequence()).isEqualTo(port.sent.get(0).sequence() + 1 & 0xFFFF);
        assertThat(port.sent.get(1).timestamp() - port.sent.get(0).timestamp()).isEqualTo(480);
    }

    @Test
    void completesOnAnotherThreadThanTheClocks() throws Exception {
        Playback playback = playback(samples -> -1);
        var thread =
                playback.done().thenApply(nothing -> Thread.currentThread()).toCompletableFuture();
        tick(playback);

        assertThat(thread.get(5, TimeUnit.SECONDS)).isNotEqualTo(Thread.currentThread());
        assertThat(thread.get().isVirtual()).isTrue();
    }

    private Playback playback(AudioSource source) {
        return new Playback(source, speaker);
    }

    private boolean tick(Playback playback) {
        boolean more = playback.tick(nowNanos);
        nowNanos += MediaClock.TICK_NANOS;
        return more;
    }
}
