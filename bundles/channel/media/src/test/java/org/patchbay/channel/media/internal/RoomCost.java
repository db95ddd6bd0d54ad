package org.patchbay.channel.media.internal;

import com.sun.management.ThreadMXBean;
import java.lang.annotation.Annotation;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.patchbay.codec.g711.internal.Pcma;
import org.patchbay.codec.g711.internal.Pcmu;
import org.patchbay.codec.g722.internal.G722Codec;
import org.patchbay.codec.opus.internal.OpusCodec;
import org.patchbay.codec.opus.internal.OpusConfig;
import org.patchbay.io.rtp.internal.RtpRelay;
import org.patchbay.media.AudioCodec;
import org.patchbay.media.Codec;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession;

/**
 * Prints what a member of a conference costs the media clock: microseconds of processor for 20 ms, which are heard, mixed, said and sent, and octets
 * allocated. Every phone sends all the time, three of them a voice. Run by hand.
 */
final class RoomCost {
    private static final int ROUNDS = 5;
    private static final int TICKS = 150;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final RtpMediaSessions sessions;
    private final Codecs codecs;
    private final long clock;

    private RoomCost(RtpMediaSessions sessions, Codecs codecs) {
        this.sessions = sessions;
        this.codecs = codecs;
        this.clock = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("patchbay-media-clock"))
                .findFirst()
                .orElseThrow()
                .threadId();
    }

    /** As {@code etc/org.patchbay.codec.opus.config} has it. */
    private record Opus(String backend, int complexity) implements OpusConfig {
        @Override
        public Class<? extends Annotation> annotationType() {
            return OpusConfig.class;
        }
    }

    public static void main(String[] arguments) throws Exception {
        var codecs = new Codecs(List.of(new Pcmu(), new Pcma(), new G722Codec(), new OpusCodec(new Opus("auto", 5))));
        var relay = new RtpRelay(new RelaySettings(Phone.freshAddress(), "20000-29999"));
        var sessions = new RtpMediaSessions(codecs, MediaSettings.STANDARD);
        sessions.bindPorts(relay);
        try {
            var cost = new RoomCost(sessions, codecs);
            for (int members : new int[] {3, 20, 100, 200}) cost.print(members, Codec.PCMU);
            cost.print(100, Codec.PCMU, Codec.G722);
            cost.print(8, Codec.OPUS);
            cost.print(20, Codec.OPUS);
            cost.print(200, Codec.OPUS);
        } finally {
            sessions.deactivate();
            relay.deactivate();
        }
    }

    private void print(int count, Codec... kinds) throws Exception {
        double[] micros = new double[ROUNDS];
        long octets = 0;
        String what =
                count + " members, " + Arrays.stream(kinds).map(Codec::name).toList();
        try (var socket = new DatagramSocket(0, InetAddress.getByName(Phone.freshAddress()))) {
            List<Member> members = new ArrayList<>();
            for (int i = 0; i < count; i++) members.add(new Member(kinds[i % kinds.length], what, i, socket));
            talk(members, TICKS);
            for (int round = 0; round < ROUNDS; round++) {
                long nanos = THREADS.getThreadCpuTime(clock);
                long allocated = THREADS.getThreadAllocatedBytes(clock);
                talk(members, TICKS);
                micros[round] = (THREADS.getThreadCpuTime(clock) - nanos) / 1e3 / TICKS / count;
                octets = (THREADS.getThreadAllocatedBytes(clock) - allocated) / TICKS / count;
            }
            members.forEach(Member::close);
        }
        Arrays.sort(micros);
        System.out.printf(
                "%s: %.1f us (%.1f-%.1f) a member and tick, %d octets%n",
                what, micros[ROUNDS / 2], micros[0], micros[ROUNDS - 1], octets);
    }

    private static void talk(List<Member> members, int ticks) throws Exception {
        long due = System.nanoTime();
        for (int i = 0; i < ticks; i++) {
            for (Member member : members) member.speak();
            due += MediaClock.TICK_NANOS;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        }
    }

    /** A phone that speaks from a socket which all share, and whose own nobody reads. */
    private final class Member implements AutoCloseable {
        private static final int PACKETS = 50;

        private final MediaSession session = sessions.open();
        private final DatagramSocket socket;
        private final List<byte[]> packets = new ArrayList<>();
        private final Codec codec;
        private int next;

        Member(Codec codec, String conference, int number, DatagramSocket shared) throws Exception {
            this.codec = codec;
            socket = new DatagramSocket(0, shared.getLocalAddress());
            var address = (InetSocketAddress) socket.getLocalSocketAddress();
            MediaFormat format = new MediaFormat(List.of(codec), Direction.SENDRECV);
            session.remote(new MediaDescription(address, address, format), format);
            AudioCodec service = codecs.find(codec).orElseThrow();
            int rateHz = service.rateHz(16_000);
            var random = new Random(number);
            try (AudioCodec.Encoder encoder = service.encoder(codec, rateHz)) {
                for (int i = 0; i < PACKETS; i++) {
                    short[] samples = new short[rateHz / 50];
                    int height = number < 3 ? 6000 : 30;
                    for (int j = 0; j < samples.length; j++) samples[j] = (short) (height * random.nextGaussian() / 2);
                    ByteBuffer packet = ByteBuffer.allocate(1500).position(12);
                    encoder.encode(samples, packet);
                    packets.add(Arrays.copyOf(packet.array(), packet.position()));
                }
            }
            session.enter(conference, Integer.toString(number));
        }

        void speak() throws Exception {
            byte[] packet = packets.get(next % PACKETS);
            ByteBuffer.wrap(packet)
                    .put((byte) 0x80)
                    .put((byte) codec.payloadType())
                    .putShort((short) next)
                    .putInt(next * codec.clockRateHz() / 50)
                    .putInt(7);
            next++;
            socket.send(new DatagramPacket(packet, packet.length, session.rtp()));
        }

        @Override
        public void close() {
            session.close();
            socket.close();
        }
    }
}
