package org.patchbay.channel.media.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.codec.g711.internal.Pcma;
import org.patchbay.codec.g711.internal.Pcmu;
import org.patchbay.codec.g722.internal.G722Codec;
import org.patchbay.io.rtp.internal.RtpRelay;
import org.patchbay.media.AudioCodec;
import org.patchbay.media.Codec;
import org.patchbay.media.ConferenceMember;
import org.patchbay.media.Conferences.Conference;
import org.patchbay.media.DigitWay;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaSession;
import org.patchbay.media.MediaUnavailableException;

/** Conferences on real ports: whom each phone hears. */
class ConferenceTest {
    private static final Codec BROKEN = new Codec(97, "BROKEN", 8000, 1, "");

    private final List<Participant> participants = new ArrayList<>();
    private RtpRelay relay;
    private RtpMediaSessions sessions;

    /** A codec that fails when somebody is to hear it. */
    private static final class Broken implements AudioCodec {
        @Override
        public Codec codec() {
            return BROKEN;
        }

        @Override
        public int rateHz(int wantedHz) {
            return 8000;
        }

        @Override
        public Encoder encoder(Codec codec, int rateHz) {
            throw new IllegalStateException("broken");
        }

        @Override
        public Decoder decoder(Codec codec, int rateHz) {
            return new Pcmu().decoder(Codec.PCMU, rateHz);
        }
    }

    /** One phone, which says a tone of its own. */
    private final class Participant implements AutoCloseable {
        private final MediaSession session = sessions.open();
        private final Phone phone = new Phone(session);
        private final Codec codec;
        private final int hertz;
        private int sequence;

        Participant(Codec codec, int hertz) {
            this.codec = codec;
            this.hertz = hertz;
            phone.describe(Direction.SENDRECV, codec);
            participants.add(this);
        }

        ConferenceMember enter(String conference) {
            return session.enter(conference, "c" + hertz);
        }

        void speak() {
            var samples = new short[160];
            for (int i = 0; i < 160; i++) samples[i] = (short) (Tones.sample(hertz, sequence * 160 + i) / 3);
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

        /** Returns the heights of tones in the last 200 ms of what came. */
        double[] heard(int... tones) {
            Deque<byte[]> last = new ArrayDeque<>();
            for (Optional<byte[]> packet = phone.receive(1); packet.isPresent(); packet = phone.receive(1)) {
                if (packet.get().length != 172) continue;
                if (last.size() == 10) last.removeFirst();
                last.addLast(packet.get());
            }
            assertThat(last).hasSize(10);
            short[] sound = new short[1600];
            int at = 0;
            for (byte[] packet : last) for (int i = 12; i < 172; i++) sound[at++] = TestCodecs.decode(codec, packet[i]);
            return Arrays.stream(tones).mapToDouble(tone -> height(sound, tone)).toArray();
        }

        @Override
        public void close() {
            phone.close();
            session.close();
        }
    }

    private static double height(short[] sound, int hertz) {
        double sine = 0;
        double cosine = 0;
        for (int i = 0; i < sound.length; i++) {
            sine += sound[i] * Math.sin(2 * Math.PI * hertz * i / 8000);
            cosine += sound[i] * Math.cos(2 * Math.PI * hertz * i / 8000);
        }
        return 2 * Math.hypot(sine, cosine) / sound.length;
    }

    @BeforeEach
    void open() throws Exception {
        relay = new RtpRelay(new RelaySettings(Phone.freshAddress(), "20000-20039"));
        var codecs = new Codecs(List.of(new Pcmu(), new Pcma(), new G722Codec(), new Broken()));
        sessions = new RtpMediaSessions(codecs, new MediaSettings(20, 200, 4));
        sessions.bindPorts(relay);
    }

    @AfterEach
    void close() throws Exception {
        participants.forEach(Participant::close);
        sessions.deactivate();
        relay.deactivate();
    }

    /** Has all talk until {@code listener} hears {@code tones} as it should: a pause of the machine breaks the tones of a moment. */
    private void until(Participant listener, Predicate<double[]> right, int... tones) throws InterruptedException {
        until(participants, listener, right, tones);
    }

    private static void until(List<Participant> speakers, Participant listener, Predicate<double[]> right, int... tones)
            throws InterruptedException {
        double[] heard = {};
        for (int i = 0; i < 15; i++) {
            talk(speakers, 20);
            heard = listener.heard(tones);
            if (right.test(heard)) return;
        }
        throw new AssertionError(listener.hertz + " hears " + Arrays.toString(heard));
    }

    private static boolean full(double height) {
        return height > 3500 && height < 4500;
    }

    private static void talk(List<Participant> speakers, int packets) throws InterruptedException {
        long due = System.nanoTime();
        for (int i = 0; i < packets; i++) {
            speakers.forEach(Participant::speak);
            due += 20_000_000;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        }
    }

    private List<String> present(String conference) {
        return sessions.all().stream()
                .filter(one -> one.name().equals(conference))
                .flatMap(one -> one.members().stream())
                .map(ConferenceMember::name)
                .toList();
    }

    @Test
    void eachHearsTheOthersAndNotItself() throws Exception {
        var one = new Participant(Codec.PCMU, 500);
        var two = new Participant(Codec.PCMA, 900);
        var three = new Participant(Codec.PCMU, 1300);
        for (Participant each : participants) each.enter("8801");

        until(one, heard -> heard[0] < 100 && full(heard[1]) && full(heard[2]), 500, 900, 1300);
        until(two, heard -> full(heard[0]) && heard[1] < 100 && full(heard[2]), 500, 900, 1300);
        until(three, heard -> full(heard[0]) && full(heard[1]) && heard[2] < 100, 500, 900, 1300);
    }

    @Test
    void oneConferenceDoesNotHearAnother() throws Exception {
        var one = new Participant(Codec.PCMU, 500);
        new Participant(Codec.PCMU, 900);
        var elsewhere = new Participant(Codec.PCMU, 1300);
        participants.forEach(each -> each.enter(each == elsewhere ? "8802" : "8801"));

        until(one, heard -> full(heard[0]) && heard[1] < 100, 900, 1300);
        until(elsewhere, heard -> heard[0] < 10 && heard[1] < 10, 500, 900);
        assertThat(sessions.all()).extracting(Conference::name).containsExactly("8801", "8802");
    }

    @Test
    void enteringAgainChangesNothing() {
        var one = new Participant(Codec.PCMU, 500);
        ConferenceMember member = one.enter("8801");

        assertThat(one.enter("8801")).isSameAs(member);

        ConferenceMember moved = one.enter("8802");
        assertThat(moved).isNotSameAs(member);
        assertThat(member.left().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(1));
        await().untilAsserted(() -> assertThat(present("8802")).containsExactly("c500"));
        assertThat(present("8801")).isEmpty();
    }

    @Test
    void leavesWhenItHearsSomethingElseAndTheConferenceEndsWithTheLast() throws Exception {
        var one = new Participant(Codec.PCMU, 500);
        var two = new Participant(Codec.PCMU, 900);
        var three = new Participant(Codec.PCMU, 1300);
        List<ConferenceMember> members = new ArrayList<>();
        for (Participant each : participants) members.add(each.enter("8801"));
        await().until(() -> present("8801").size() == 3);

        one.session.echo();
        two.session.close();
        await().untilAsserted(() -> assertThat(present("8801")).containsExactly("c1300"));
        three.session.join(one.session);

        await().until(() -> sessions.all().isEmpty());
        assertThat(members)
                .allSatisfy(member ->
                        assertThat(member.left().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(1)));
    }

    @Test
    void isFullAtSomePointAndHasRoomAgainWhenSomebodyLeaves() throws Exception {
        for (int i = 0; i < 5; i++) new Participant(Codec.PCMU, 500 + i * 100);
        for (int i = 0; i < 4; i++) participants.get(i).enter("8801");

        assertThatExceptionOfType(MediaUnavailableException.class)
                .isThrownBy(() -> participants.get(4).enter("8801"))
                .withMessageContaining("8801 is full: 4");
        participants.get(4).enter("8802");
        participants.get(0).session.silence();

        await().ignoreExceptions().until(() -> participants.get(4).enter("8801").conference(), "8801"::equals);
        await().untilAsserted(() -> assertThat(present("8801")).containsExactly("c600", "c700", "c800", "c900"));
    }

    @Test
    void oneWhoseCodecFailsLeavesAlone() throws Exception {
        var one = new Participant(Codec.PCMU, 500);
        new Participant(Codec.PCMU, 900);
        participants.forEach(each -> each.enter("8801"));
        var broken = sessions.open();
        var phone = new Phone(broken);
        phone.describe(Direction.SENDRECV, BROKEN);

        ConferenceMember failing = broken.enter("8801", "broken");

        assertThat(failing.left().toCompletableFuture())
                .failsWithin(Duration.ofSeconds(2))
                .withThrowableThat()
                .withMessageContaining("broken");
        until(one, heard -> full(heard[0]), 900);
        assertThat(present("8801")).containsExactly("c500", "c900");
        phone.close();
        broken.close();
    }

    @Test
    void goesOnWhenAMemberChangesItsCodec() throws Exception {
        var one = new Participant(Codec.PCMU, 500);
        var two = new Participant(Codec.PCMU, 900);
        participants.forEach(each -> each.enter("8801"));
        ConferenceMember wide = two.enter("8801");
        until(one, heard -> full(heard[0]), 900);

        two.phone.describe(Direction.SENDRECV, Codec.G722);
        await().until(() -> wide.rateHz() == 16_000);
        two.phone.describe(Direction.SENDRECV, Codec.PCMU);

        until(one, heard -> full(heard[0]), 900);
        assertThat(two.enter("8801")).isSameAs(wide);
    }

    @Test
    void isHeardAsLoudAsItIsSetAndNotWhenItIsMuted() throws Exception {
        var one = new Participant(Codec.PCMU, 500);
        var two = new Participant(Codec.PCMU, 900);
        one.enter("8801");
        ConferenceMember member = two.enter("8801");

        talk(participants, 10);
        assertThat(member.speaking()).isTrue();
        member.gain(-6);
        until(one, heard -> heard[0] > 1800 && heard[0] < 2250, 900);
        member.mute(true);
        until(one, heard -> heard[0] < 10, 900);
        until(two, heard -> full(heard[0]), 500);
        assertThat(member.speaking()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> member.gain(21));
        assertThatIllegalArgumentException().isThrownBy(() -> member.gain(-41));
    }

    @Test
    void manyHearTheFewWhoSpeak() throws Exception {
        sessions.modified(new MediaSettings(20, 200, 50));
        for (int i = 0; i < 12; i++) new Participant(i % 2 == 0 ? Codec.PCMU : Codec.PCMA, 300 + 150 * i);
        for (Participant each : participants) each.enter("8801");
        Participant speaker = participants.get(0);
        Participant listener = participants.get(7);
        List<Participant> alone = List.of(speaker);
        talk(alone, 120);

        until(alone, speaker, heard -> heard[0] < 10, speaker.hertz);
        for (Participant each : participants.subList(1, 12)) until(alone, each, heard -> full(heard[0]), speaker.hertz);

        List<Participant> both = List.of(speaker, listener);
        until(both, listener, heard -> full(heard[0]) && heard[1] < 100, speaker.hertz, listener.hertz);
        until(both, participants.get(3), heard -> full(heard[0]), listener.hertz);
    }

    @Test
    void aKeyIsPressedForWhoOnlyListens() throws Exception {
        sessions.modified(new MediaSettings(20, 200, 50));
        for (int i = 0; i < 10; i++) new Participant(Codec.PCMU, 500 + 40 * i);
        for (Participant each : participants) each.enter("8801");
        talk(participants.subList(0, 1), 130);
        Participant listener = participants.get(9);
        listener.session.digitWay(new DigitWay.Tones(true));
        while (listener.phone.receive(1).isPresent()) {}

        listener.session.sendDigit(new MediaSession.Digit('5', 3000));

        until(participants.subList(0, 1), listener, heard -> heard[0] > 1000 && heard[1] > 1000, 770, 1336);
    }

    @Test
    void nobodyHearsTheMusicOfWhoHolds() throws Exception {
        var one = new Participant(Codec.PCMU, 500);
        var two = new Participant(Codec.PCMU, 900);
        participants.forEach(each -> each.enter("8801"));
        until(one, heard -> full(heard[0]), 900);

        two.phone.describe(Direction.SENDONLY, Codec.PCMU);
        until(one, heard -> heard[0] < 10, 900);

        two.phone.describe(Direction.SENDRECV, Codec.PCMU);
        until(one, heard -> full(heard[0]), 900);
    }

    @Test
    void whoWaitsLearnsThatTheModuleIsReplaced() {
        var one = new Participant(Codec.PCMU, 500);
        CompletableFuture<Void> left = one.enter("8801").left().toCompletableFuture();

        sessions.deactivate();

        assertThat(left).failsWithin(Duration.ofSeconds(2));
        await().until(() -> sessions.all().isEmpty());
    }

    @Test
    void nobodyEntersWithoutACodecThatCanBeEncoded() {
        var one = new Participant(Codec.PCMU, 500);
        one.phone.describe(Direction.SENDRECV, new Codec(18, "G729", 8000, 1, ""));

        assertThatThrownBy(() -> one.enter("8801")).isInstanceOf(UnsupportedOperationException.class);
        assertThat(sessions.all()).isEmpty();
    }
}
