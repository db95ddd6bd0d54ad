package org.patchbay.channel.media.internal;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.codec.g711.internal.Pcma;
import org.patchbay.codec.g711.internal.Pcmu;
import org.patchbay.io.rtp.internal.RtpRelay;
import org.patchbay.media.AudioSource;
import org.patchbay.media.Codec;
import org.patchbay.media.DigitWay;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession;
import org.patchbay.media.MediaSession.Digit;

/** Keys that are pressed in one way and arrive in another, on real ports. The phones are sessions too. */
class DigitWaysTest {
    private static final String KEYS = "0123456789*#ABCD";
    private static final int HELD_MILLIS = 80;
    private static final int TALKS_A_PAIR = 8;
    private static final int KEYS_A_TALK = 14;

    private final Codecs codecs = new Codecs(List.of(new Pcmu(), new Pcma()));
    private final Random random = new Random(4733);
    private final List<MediaSession> opened = new ArrayList<>();
    private RtpRelay relay;
    private RtpMediaSessions sessions;

    private enum Kind {
        EVENTS,
        INFO,
        TONES
    }

    /** Two phones that talk, and what the one has pressed and the other has heard. */
    private final class Talk {
        private final String name;
        private final Kind from;
        private final String pressed;
        private final StringBuffer heard = new StringBuffer();
        private final MediaSession caller = open();
        private final MediaSession one = open();
        private final MediaSession other = open();
        private final MediaSession called = open();

        Talk(Kind from, Kind to) {
            this.from = from;
            name = from + " to " + to;
            pressed = random.ints(KEYS_A_TALK, 0, KEYS.length())
                    .mapToObj(key -> KEYS.substring(key, key + 1))
                    .collect(Collectors.joining());
            connect(caller, one, from);
            connect(other, called, to);
            one.digits(one::pass);
            if (from == Kind.INFO) one.digitWay(new DigitWay.Signalled(_ -> {}));
            if (to == Kind.INFO) other.digitWay(new DigitWay.Signalled(this::hears));
            else called.digits(this::hears);
            one.join(other);
            called.play(quiet());
        }

        boolean isOpen() {
            return !heard.toString().equals(pressed);
        }

        @Override
        public String toString() {
            return name + ": " + pressed + ", heard " + heard;
        }

        private void hears(Digit digit) {
            heard.append(digit.digit());
        }

        void press() {
            caller.play(from == Kind.TONES ? tones() : quiet());
            if (from != Kind.TONES) pressed.chars().forEach(key -> press(new Digit((char) key, HELD_MILLIS)));
        }

        private void press(Digit digit) {
            if (from == Kind.EVENTS) caller.sendDigit(digit);
            else one.pass(digit); // as the leg does with an INFO
        }

        private AudioSource tones() {
            var sounds = pressed.chars()
                    .mapToObj(key -> new DigitSound(new Digit((char) key, HELD_MILLIS), 8000))
                    .iterator();
            return new AudioSource() {
                private DigitSound now = sounds.next();

                @Override
                public int read(short[] into) {
                    int count = now.read(into);
                    if (count > 0) return count;
                    Arrays.fill(into, (short) 0);
                    if (sounds.hasNext()) now = sounds.next();
                    return into.length;
                }
            };
        }
    }

    @BeforeEach
    void start() throws Exception {
        relay = new RtpRelay(new RelaySettings(Phone.freshAddress(), "20000-21999"));
        sessions = new RtpMediaSessions(codecs, MediaSettings.STANDARD);
        sessions.bindPorts(relay);
    }

    @AfterEach
    void close() throws Exception {
        opened.forEach(MediaSession::close);
        sessions.deactivate();
        relay.deactivate();
    }

    @Test
    void bringEachOfAThousandKeysOnceAndInOrder() {
        List<Talk> talks = new ArrayList<>();
        for (Kind from : Kind.values())
            for (Kind to : Kind.values()) for (int i = 0; i < TALKS_A_PAIR; i++) talks.add(new Talk(from, to));

        talks.forEach(Talk::press);

        assertThat(talks).hasSize(72);
        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(talks).filteredOn(Talk::isOpen).isEmpty());
        await().during(500, MILLISECONDS).atMost(5, SECONDS).until(() -> true); // what comes twice has come by then
        assertThat(talks).filteredOn(Talk::isOpen).isEmpty();
    }

    @Test
    void areHeardAsTonesByTheServerAlone() {
        MediaSession caller = open();
        MediaSession one = open();
        connect(caller, one, Kind.TONES);
        one.digitWay(new DigitWay.Tones(false));
        var heard = new StringBuffer();
        one.digits(digit -> heard.append(digit.digit()));

        caller.sendDigit(new Digit('7', HELD_MILLIS));

        await().until(() -> heard.toString().equals("7"));
    }

    @Test
    void areNotListenedToWhileAnotherHearsThem() {
        Talk talk = new Talk(Kind.TONES, Kind.TONES);
        talk.one.digitWay(new DigitWay.Tones(false));
        var heard = new StringBuffer();
        talk.one.digits(digit -> heard.append(digit.digit()));

        talk.press();

        await().atMost(10, SECONDS).until(() -> talk.heard.toString().equals(talk.pressed));
        assertThat(heard).isEmpty();
    }

    private MediaSession open() {
        MediaSession session = sessions.open();
        opened.add(session);
        return session;
    }

    private static void connect(MediaSession one, MediaSession other, Kind kind) {
        describe(one, other, kind);
        describe(other, one, kind);
        if (kind != Kind.TONES) return;
        one.digitWay(new DigitWay.Tones(true));
        other.digitWay(new DigitWay.Tones(true));
    }

    private static void describe(MediaSession session, MediaSession peer, Kind kind) {
        List<Codec> spoken = kind == Kind.EVENTS ? List.of(Codec.PCMU, Codec.TELEPHONE_EVENT) : List.of(Codec.PCMU);
        InetSocketAddress rtp = peer.rtp();
        var format = new MediaFormat(spoken, Direction.SENDRECV);
        session.remote(new MediaDescription(rtp, peer.rtcp(), format), format);
    }

    private static AudioSource quiet() {
        return into -> {
            Arrays.fill(into, (short) 0);
            return into.length;
        };
    }
}
