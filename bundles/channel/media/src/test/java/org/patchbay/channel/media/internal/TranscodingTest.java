package org.patchbay.channel.media.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
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
        sessions = new RtpMediaSessions(codecs);
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
            return called.receive(100).filter(packet -> java.util.Arrays.equals(packet, own)).isPresent();
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
}
