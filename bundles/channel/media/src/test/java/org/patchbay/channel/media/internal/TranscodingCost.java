package org.patchbay.channel.media.internal;

import com.sun.management.ThreadMXBean;
import java.lang.annotation.Annotation;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.patchbay.codec.g711.internal.Pcma;
import org.patchbay.codec.g711.internal.Pcmu;
import org.patchbay.codec.g722.internal.G722Codec;
import org.patchbay.codec.opus.internal.OpusCodec;
import org.patchbay.codec.opus.internal.OpusConfig;
import org.patchbay.io.RtpPort;
import org.patchbay.io.rtp.internal.RtpRelay;
import org.patchbay.media.AudioCodec;
import org.patchbay.media.Codec;

/**
 * Prints what a translated leg costs the media clock: microseconds of processor for 20 ms of sound, which are heard, translated and said, and octets allocated.
 * Run by hand; {@code java} as the argument has Opus without libopus.
 */
final class TranscodingCost {
    private static final int TALKS = 20;
    private static final int FRAMES = 250;
    private static final int ROUNDS = 9;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final RtpRelay relay;
    private final Codecs codecs;
    private long nowNanos;

    private TranscodingCost(RtpRelay relay, Codecs codecs) {
        this.relay = relay;
        this.codecs = codecs;
    }

    /** As {@code etc/org.patchbay.codec.opus.config} has it. */
    private record Opus(String backend, int complexity) implements OpusConfig {
        @Override
        public Class<? extends Annotation> annotationType() {
            return OpusConfig.class;
        }
    }

    public static void main(String[] arguments) throws Exception {
        String backend = arguments.length > 0 ? arguments[0] : "auto";
        var codecs = new Codecs(List.of(new Pcmu(), new Pcma(), new G722Codec(), new OpusCodec(new Opus(backend, 5))));
        var relay = new RtpRelay(new RelaySettings(Phone.freshAddress(), "20000-29999"));
        try {
            var cost = new TranscodingCost(relay, codecs);
            cost.print(Codec.PCMU, Codec.PCMA, 8000);
            cost.print(Codec.PCMU, Codec.G722, 8000);
            cost.print(Codec.PCMU, Codec.OPUS, 8000);
            cost.print(Codec.G722, Codec.OPUS, 16_000);
        } finally {
            relay.deactivate();
        }
    }

    private void print(Codec one, Codec other, int rateHz) throws Exception {
        double[] micros = new double[ROUNDS];
        long octets = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Leg> legs = new ArrayList<>();
            for (int i = 0; i < TALKS; i++) {
                legs.add(new Leg(one, rateHz));
                legs.add(new Leg(other, rateHz));
            }
            long[] spent = talk(legs);
            micros[round] = spent[0] / 1e3 / FRAMES / legs.size();
            octets = spent[1] / FRAMES / legs.size();
            legs.forEach(Leg::close);
        }
        Arrays.sort(micros);
        System.out.printf(
                "%s, %s: %.1f us (%.1f-%.1f) a leg and frame, %d octets%n",
                one.name(), other.name(), micros[ROUNDS / 2], micros[0], micros[ROUNDS - 1], octets);
    }

    /** Each two legs hear each other. What arrives is the relay loop's part, and isn't counted. */
    private long[] talk(List<Leg> legs) {
        long nanos = 0;
        long octets = 0;
        short[] frame = new short[320];
        for (int i = 0; i < FRAMES; i++) {
            nowNanos += MediaClock.TICK_NANOS;
            for (Leg leg : legs) leg.arrives(i);
            long octetsBefore = THREADS.getCurrentThreadAllocatedBytes();
            long before = THREADS.getCurrentThreadCpuTime();
            for (int leg = 0; leg < legs.size(); leg++) legs.get(leg).says(legs.get(leg ^ 1), frame);
            nanos += THREADS.getCurrentThreadCpuTime() - before;
            octets += THREADS.getCurrentThreadAllocatedBytes() - octetsBefore;
        }
        return new long[] {nanos, octets};
    }

    /** One whose peer speaks. */
    private final class Leg implements AutoCloseable {
        private final RtpPort port = relay.open();
        private final int rateHz;
        private final Hearing hearing;
        private final Speaker speaker;
        private final List<ByteBuffer> packets = new ArrayList<>();

        Leg(Codec codec, int rateHz) throws Exception {
            this.rateHz = rateHz;
            AudioCodec service = codecs.find(codec).orElseThrow();
            hearing = new Hearing(codecs, codec.clockRateHz(), rateHz, JitterSettings.STANDARD, () -> nowNanos);
            hearing.agreed(List.of(codec));
            var writer = new RtpWriter(new Random(1));
            speaker = new Speaker(port, writer, new Reporter(port, writer, new PortQuality(port)));
            speaker.sending(new Sending(Optional.of(service), codec, true));
            var nobody = new InetSocketAddress(port.local().getAddress(), 9);
            port.expect(nobody, nobody);
            int ownHz = service.rateHz(rateHz);
            try (AudioCodec.Encoder encoder = service.encoder(codec, ownHz)) {
                for (int i = 0; i < FRAMES; i++) packets.add(packet(codec, encoder, voice(i, ownHz), i));
            }
        }

        private static ByteBuffer packet(Codec codec, AudioCodec.Encoder encoder, short[] samples, int number) {
            ByteBuffer packet = ByteBuffer.allocateDirect(1500)
                    .put((byte) 0x80)
                    .put((byte) codec.payloadType())
                    .putShort((short) number)
                    .putInt(number * codec.clockRateHz() / 50)
                    .putInt(7);
            encoder.encode(samples, packet);
            return packet.flip();
        }

        void arrives(int number) {
            hearing.arrived(packets.get(number));
        }

        void says(Leg other, short[] frame) {
            hearing.hear(frame);
            other.speaker.say(frame, rateHz, nowNanos);
        }

        @Override
        public void close() {
            hearing.close();
            speaker.close();
            port.close();
        }
    }

    /** Returns a frame of a buzz with syllables and some noise: as much work as a voice. */
    private static short[] voice(int frame, int rateHz) {
        var samples = new short[rateHz / 50];
        var random = new Random(frame);
        for (int i = 0; i < samples.length; i++) {
            double seconds = frame / 50.0 + (double) i / rateHz;
            double loudness = 3000 * (1 + Math.sin(2 * Math.PI * 4 * seconds));
            double buzz = 0;
            for (int harmonic = 1; harmonic <= 20; harmonic++)
                buzz += Math.sin(2 * Math.PI * 140 * harmonic * seconds) / harmonic;
            samples[i] = (short) (loudness * buzz / 2 + 100 * random.nextGaussian());
        }
        return samples;
    }
}
