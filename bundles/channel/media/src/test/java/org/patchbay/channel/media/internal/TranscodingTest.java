package org.patchbay.channel.media.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.codec.g711.internal.Pcma;
import org.patchbay.codec.g711.internal.Pcmu;
import org.patchbay.io.rtp.internal.RtpRelay;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaSession;

/** Two legs that talk and use different codecs, on real ports. */
class TranscodingTest {
    private final Codecs codecs = new Codecs(List.of(new Pcmu(), new Pcma()));
    private RtpRelay relay;
    private RtpMediaSessions sessions;
    private MediaSession one;
    private MediaSession other;
    private Phone caller;
    private Phone called;
    private int sequence;

    @BeforeEach
    void join() throws Exception {
        relay = new RtpRelay(new RelaySettings(Phone.freshAddress(), "20000-20009"));
        sessions = new RtpMediaSessions(codecs, MediaSettings.STANDARD);
        sessions.bindPorts(relay);
        one = sessions.open();
        other = sessions.open();
        caller = new Phone(one);
        called = new Phone(other);
        caller.describe(Direction.SENDRECV, Codec.PCMU);
        called.describe(Direction.SENDRECV, Codec.PCMA);
        one.join(other);
    }

    @AfterEach
    void close() throws Exception {
        caller.close();
        called.close();
        one.close();
        other.close();
        sessions.deactivate();
        relay.deactivate();
    }

    /** Says 20 ms of a tone; the samples of all packets follow each other. */
    private void says(Phone phone, Codec codec) {
        var samples = new short[160];
        for (int i = 0; i < 160; i++) samples[i] = Tones.sample(500, sequence * 160 + i);
        ByteBuffer packet = ByteBuffer.allocate(172)
                .put((byte) 0x80)
                .put((byte) codec.payloadType())
                .putShort((short) sequence)
                .putInt(sequence * 160)
                .putInt(9);
        sequence++;
        TestCodecs.encode(codec, samples, packet);
        phone.send(packet.array());
    }

    private double loudness(Codec codec, byte[] packet) {
        double sum = 0;
        for (int i = 12; i < packet.length; i++) sum += Math.pow(TestCodecs.decode(codec, packet[i]), 2);
        return Math.sqrt(sum / (packet.length - 12));
    }

    /** Returns what comes of the tone, in the codec of who hears it. */
    private byte[] hears(Phone speaker, Codec said, Phone listener, Codec heard) {
        byte[] packet = null;
        for (int i = 0; i < 100 && packet == null; i++) {
            says(speaker, said);
            Optional<byte[]> came = listener.receive(20);
            if (came.isPresent() && loudness(heard, came.get()) > 8000) packet = came.get();
        }
        assertThat(packet).isNotNull();
        assertThat(packet[1] & 0x7F).isEqualTo(heard.payloadType());
        return packet;
    }

    @Test
    void hearEachOtherInTheirOwnCodecs() {
        byte[] there = hears(caller, Codec.PCMU, called, Codec.PCMA);
        byte[] back = hears(called, Codec.PCMA, caller, Codec.PCMU);

        assertThat(there).hasSize(172);
        assertThat(back).hasSize(172);
        assertThat(loudness(Codec.PCMA, there)).isBetween(8_200.0, 8_800.0); // 12,000 / sqrt(2)
    }

    @Test
    void passPacketsAsSoonAsBothUseTheSame() {
        hears(caller, Codec.PCMU, called, Codec.PCMA);

        called.describe(Direction.SENDRECV, Codec.PCMU);

        byte[] own = Phone.sound(7);
        await().until(() -> {
            caller.send(own);
            return called.receive(100)
                    .filter(packet -> Arrays.equals(packet, own))
                    .isPresent();
        });
    }

    @Test
    void turnFromPacketsToSoundWhenOneChanges() {
        called.describe(Direction.SENDRECV, Codec.PCMU);
        caller.send(Phone.sound(1));
        assertThat(called.receive()).hasSize(172);

        called.describe(Direction.SENDRECV, Codec.PCMA);

        hears(caller, Codec.PCMU, called, Codec.PCMA);
    }

    @Test
    void goOnWithTheCodecsThatTheyBeganWith() {
        hears(caller, Codec.PCMU, called, Codec.PCMA);
        codecs.find(Codec.PCMU).ifPresent(codecs::remove);
        codecs.find(Codec.PCMA).ifPresent(codecs::remove);
        codecs.add(new Pcmu());

        hears(caller, Codec.PCMU, called, Codec.PCMA);
        assertThat(other.codecs()).doesNotContain(Codec.PCMA).contains(Codec.PCMU);
    }

    @Test
    void passDigitsAsEventsOfTheOther() { // RFC 4733, by the other's payload type
        called.describe(Direction.SENDRECV, Codec.PCMA, new Codec(99, "telephone-event", 8000, 1, "0-16"));
        caller.describe(Direction.SENDRECV, Codec.PCMU, Codec.TELEPHONE_EVENT);
        one.digits(one::pass);
        hears(caller, Codec.PCMU, called, Codec.PCMA);

        pressesFive();

        byte[] event = hearsUntil(called, packet -> (packet[1] & 0x7F) == 99);
        assertThat(event[12]).isEqualTo((byte) 5);
    }

    @Test
    void passDigitsAsTonesToWhoTakesNoEvents() {
        caller.describe(Direction.SENDRECV, Codec.PCMU, Codec.TELEPHONE_EVENT);
        one.digits(one::pass);
        hears(caller, Codec.PCMU, called, Codec.PCMA);
        List<Character> heard = new ArrayList<>();
        var detector = new ToneDetector(8000, digit -> heard.add(digit.digit()));

        pressesFive();

        var samples = new short[160];
        hearsUntil(called, packet -> {
            for (int i = 0; i < 160; i++) samples[i] = TestCodecs.decode(Codec.PCMA, packet[12 + i]);
            detector.hear(samples, 160);
            return !heard.isEmpty();
        });
        assertThat(heard).containsExactly('5');
    }

    private void pressesFive() {
        for (int i = 1; i <= 5; i++) {
            int flags = i > 2 ? 0x8A : 0x0A;
            caller.send(ByteBuffer.allocate(16)
                    .put((byte) 0x80)
                    .put((byte) 101)
                    .putShort((short) sequence++)
                    .putInt(sequence * 160)
                    .putInt(9)
                    .putInt(5 << 24 | flags << 16 | Math.min(i, 3) * 160)
                    .array());
        }
    }

    private byte[] hearsUntil(Phone listener, Predicate<byte[]> wanted) {
        for (int i = 0; i < 300; i++) {
            Optional<byte[]> came = listener.receive(20);
            if (came.filter(wanted).isPresent()) return came.get();
            if (came.isEmpty()) says(caller, Codec.PCMU);
        }
        throw new AssertionError("it did not come");
    }

    @Test
    void areSilentAfterwards() {
        hears(caller, Codec.PCMU, called, Codec.PCMA);
        one.silence();
        await().until(() -> called.receive(60).isEmpty());

        says(caller, Codec.PCMU);

        assertThat(called.receive(60)).isEmpty();
    }

    @Test
    void hearNothingWhileOnHold() { // RFC 3264 section 8.4
        hears(caller, Codec.PCMU, called, Codec.PCMA);
        called.describe(Direction.SENDONLY, Codec.PCMA);
        await().until(() -> called.receive(60).isEmpty());

        called.describe(Direction.SENDRECV, Codec.PCMA);

        hears(caller, Codec.PCMU, called, Codec.PCMA);
    }

    @Test
    void goOnWhenTheJitterBufferIsSetAnewAndHaveItFromTheNextTalkOn() {
        hears(caller, Codec.PCMU, called, Codec.PCMA);
        sessions.modified(new MediaSettings(300, 300));
        hears(caller, Codec.PCMU, called, Codec.PCMA);
        one.silence();
        await().until(() -> called.receive(60).isEmpty());

        one.join(other);
        long beginNanos = System.nanoTime();
        hears(caller, Codec.PCMU, called, Codec.PCMA);

        // a slow machine may need longer, but no sound may come before
        assertThat(System.nanoTime() - beginNanos).isGreaterThanOrEqualTo(300_000_000L);
    }

    @Test
    void goOnWhenTheNewSettingsAreWrong() {
        hears(caller, Codec.PCMU, called, Codec.PCMA);

        assertThatIllegalArgumentException().isThrownBy(() -> sessions.modified(new MediaSettings(200, 20)));

        hears(caller, Codec.PCMU, called, Codec.PCMA);
    }
}
