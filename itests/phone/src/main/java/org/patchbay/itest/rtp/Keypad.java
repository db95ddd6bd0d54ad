package org.patchbay.itest.rtp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.patchbay.itest.rtp.RtpEndpoint.Heard;

/** The keys of a phone: pressed as events (RFC 4733) or as tones, and those that it is sent. PCMU, 20 ms a packet. */
public final class Keypad {
    /** What can be pressed; its events have these places (RFC 4733 section 3.2). */
    public static final String KEYS = "0123456789*#ABCD";

    private static final int[] ROWS = {697, 770, 852, 941};
    private static final int[] COLUMNS = {1209, 1336, 1477, 1633};
    private static final String PLACES = "123A456B789C*0#D";
    private static final int FRAME = 160;
    private static final int RATE = 8000;
    private static final int END = 0x80;
    /** A key is held for 100 ms, and none for 60 ms after it. */
    private static final int HELD_FRAMES = 5;

    private static final int PAUSE_FRAMES = 3;
    /** Both tones together have the whole energy of a clean digit. */
    private static final double CLEAN = 0.9;

    private final RtpEndpoint media;
    private final InetSocketAddress to;
    private int frame = 1000;
    private int extra;

    public Keypad(RtpEndpoint media, InetSocketAddress to) {
        this.media = media;
        this.to = to;
    }

    /** Presses keys as events of that payload type, one after the other; returns when the last is released. */
    public void pressEvents(String keys, int payloadType) {
        for (char key : keys.toCharArray()) {
            int event = KEYS.indexOf(key);
            int begun = frame;
            for (int i = 1; i <= HELD_FRAMES; i++) {
                event(payloadType, event, begun, i * FRAME, i == HELD_FRAMES);
                nextFrame();
            }
            for (int i = 0; i < 2; i++) {
                extra++;
                event(payloadType, event, begun, HELD_FRAMES * FRAME, true);
            }
            for (int i = 0; i < PAUSE_FRAMES; i++) say(new short[FRAME]);
        }
    }

    private void event(int payloadType, int event, int begun, int duration, boolean end) {
        byte[] payload = ByteBuffer.allocate(4)
                .put((byte) event)
                .put((byte) (end ? END | 10 : 10))
                .putShort((short) duration)
                .array();
        send(payloadType, duration == FRAME, begun, payload);
    }

    /** Presses keys as tones, one after the other; returns when the last is released. */
    public void pressTones(String keys) {
        for (char key : keys.toCharArray()) {
            for (int i = 0; i < HELD_FRAMES; i++) say(tone(key, i * FRAME));
            for (int i = 0; i < PAUSE_FRAMES; i++) say(new short[FRAME]);
        }
    }

    private static short[] tone(char key, int from) {
        int place = PLACES.indexOf(key);
        short[] samples = new short[FRAME];
        for (int i = 0; i < FRAME; i++) {
            double second = 2 * Math.PI * (from + i) / RATE;
            samples[i] = (short)
                    (9000 * Math.sin(ROWS[place / 4] * second) + 11_000 * Math.sin(COLUMNS[place % 4] * second));
        }
        return samples;
    }

    private void say(short[] samples) {
        send(0, false, frame, G711.toMuLaw(samples));
        nextFrame();
    }

    private void send(int payloadType, boolean marker, int at, byte[] payload) {
        media.send(
                new RtpPacket(payloadType, marker, frame + extra, at * (long) FRAME, 0x1234567, payload).bytes(), to);
    }

    private void nextFrame() {
        frame++;
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the keys of the events among {@code heard}, each press once. */
    public static String events(List<Heard> heard, int payloadType) {
        StringBuilder keys = new StringBuilder();
        long press = -1;
        for (Heard datagram : heard) {
            RtpPacket packet = datagram.rtp();
            if (packet.payloadType() != payloadType || packet.timestamp() == press) continue;
            press = packet.timestamp();
            keys.append(KEYS.charAt(packet.payload()[0]));
        }
        return keys.toString();
    }

    /** Returns the keys of the tones in {@code heard}, each press once. */
    public static String tones(List<Heard> heard) {
        StringBuilder keys = new StringBuilder();
        char last = ' ';
        for (Heard datagram : heard) {
            RtpPacket packet = datagram.rtp();
            if (packet.payloadType() != 0) continue;
            char key = key(Sound.of(RATE, G711.decode(packet)));
            if (key != last && key != ' ' && key != '?') keys.append(key);
            if (key != '?') last = key;
        }
        return keys.toString();
    }

    // a frame in which a tone begins or ends is neither a key nor a pause
    private static char key(Sound sound) {
        double peak = Arrays.stream(sound.samples()).map(Math::abs).max().orElse(0);
        if (peak < 100) return ' ';
        for (int place = 0; place < PLACES.length(); place++) {
            double share = sound.shareAt(ROWS[place / 4]) + sound.shareAt(COLUMNS[place % 4]);
            if (share > CLEAN && share < 2 - CLEAN) return PLACES.charAt(place);
        }
        return '?';
    }
}
