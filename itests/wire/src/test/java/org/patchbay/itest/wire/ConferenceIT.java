package org.patchbay.itest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.patchbay.itest.peer.Baresip;
import org.patchbay.itest.peer.Speech;
import org.patchbay.itest.phone.Dialog;
import org.patchbay.itest.phone.Sdp;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.phone.Wire;
import org.patchbay.itest.rtp.G711;
import org.patchbay.itest.rtp.RtpEndpoint;
import org.patchbay.itest.rtp.RtpPacket;
import org.patchbay.itest.rtp.Sound;
import org.patchbay.itest.server.PatchbayServer;
import org.patchbay.itest.server.Phones;
import org.patchbay.itest.server.TestUsers;
import org.patchbay.itest.server.WithServer;

/** Conferences: who hears whom. */
@WithServer
class ConferenceIT {
    private static final int RATE = 8000;
    private static final Duration LENGTH = Duration.ofSeconds(17);

    /** One of three who speak one after the other. */
    private record Speaker(Baresip phone, Path words) {
        static Speaker of(PatchbayServer server, String name, int turn, String codec, int rateHz, String words) {
            Path spoken = Speech.of("conference-" + name, words, rateHz);
            Path inTurn = Speech.later(spoken, 5 * turn);
            return new Speaker(
                    new Baresip("confers-" + name, TestUsers.next(), server.sip(), Wire.UDP, inTurn, codec, ""),
                    spoken);
        }

        /** Returns how much what this one hears is like what {@code other} says, second by second, the least first. */
        double[] hears(Speaker other) {
            Sound said = Sound.read(Speech.narrow(other.words()));
            return said.likenessOfSeconds(Sound.read(Speech.narrow(phone.heard())));
        }
    }

    @Test
    void threePhonesHearTheTwoOthersAndNotThemselves(PatchbayServer server) throws Exception {
        List<Speaker> speakers = List.of(
                Speaker.of(server, "ann", 0, "PCMU/8000/1", 8000, "The quick brown fox jumps over the lazy dog."),
                Speaker.of(server, "ben", 1, "PCMA/8000/1", 8000, "Pack my box with five dozen liquor jugs."),
                Speaker.of(server, "cid", 2, "G722/16000/1", 16_000, "How vexingly quick daft zebras jump."));
        try (var calls = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> ended = new ArrayList<>();
            for (Speaker one : speakers)
                ended.add(calls.submit(() -> one.phone().call("8803", LENGTH)));
            for (Future<?> one : ended) one.get(60, TimeUnit.SECONDS);
        }

        for (Speaker listener : speakers) {
            for (Speaker speaker : speakers) {
                double[] likeness = listener.hears(speaker);
                assertThat(likeness).hasSizeGreaterThan(1);
                double median = likeness[likeness.length / 2];
                String who = listener.phone().number() + " hears "
                        + speaker.phone().number() + " " + Arrays.toString(likeness);
                if (listener == speaker) assertThat(median).as(who).isLessThan(0.5);
                else assertThat(median).as(who).isGreaterThan(0.99);
            }
        }
    }

    /** A phone that says a tone. */
    private static final class Tone {
        private final RtpEndpoint media;
        private final Dialog dialog;
        private final int hertz;
        private int sequence;

        Tone(Phones phones, String number, int hertz) {
            this.hertz = hertz;
            SipPhone phone = phones.registered();
            media = phones.media();
            dialog = phone.call(number, Sdp.offer(media.address(), Sdp.PCMU)).talk();
        }

        void speak() {
            short[] samples = new short[160];
            for (int i = 0; i < samples.length; i++) {
                double seconds = (sequence * 160.0 + i) / RATE;
                samples[i] = (short) (6000 * Math.sin(2 * Math.PI * hertz * seconds));
            }
            sequence++;
            byte[] packet = new RtpPacket(0, false, sequence, sequence * 160L, hertz, G711.toMuLaw(samples)).bytes();
            media.send(packet, dialog.remoteSdp().rtp());
        }

        /** Returns the last 400 ms of what came. */
        Sound heard() {
            List<RtpEndpoint.Heard> all = media.hear(10_000, Duration.ofMillis(5));
            assertThat(all).hasSizeGreaterThan(20);
            short[] samples = new short[20 * 160];
            for (int i = 0; i < 20; i++) {
                short[] frame = G711.decode(all.get(all.size() - 20 + i).rtp());
                System.arraycopy(frame, 0, samples, i * 160, 160);
            }
            return Sound.of(RATE, samples);
        }
    }

    /** Has all speak until {@code listener} hears what it should: a pause of the machine breaks the tones of a moment. */
    private static void until(List<Tone> tones, Tone listener, Predicate<Sound> right) throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            speak(tones);
            if (right.test(listener.heard())) return;
        }
        Sound heard = listener.heard();
        throw new AssertionError(listener.hertz + " hears "
                + tones.stream()
                        .map(tone -> tone.hertz + ": " + heard.shareAt(tone.hertz))
                        .toList());
    }

    private static void speak(List<Tone> tones) throws InterruptedException {
        long due = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            tones.forEach(Tone::speak);
            due += 20_000_000;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        }
    }

    private static boolean half(double share) {
        return share > 0.45 && share < 0.55;
    }

    @Test
    void whoListensOnlyIsNotHeard(Phones phones) throws Exception {
        var one = new Tone(phones, "8800", 500);
        var other = new Tone(phones, "8800", 900);
        var listener = new Tone(phones, "8700", 1300);
        List<Tone> all = List.of(one, other, listener);

        until(all, listener, heard -> half(heard.shareAt(500)) && half(heard.shareAt(900)));
        until(all, one, heard -> heard.shareAt(900) > 0.98);
        until(all, other, heard -> heard.shareAt(500) > 0.98);
        all.forEach(tone -> tone.dialog.bye());
    }

    @Test
    void whoIsLeftGoesOn(Phones phones) throws Exception {
        var one = new Tone(phones, "8804", 500);
        var other = new Tone(phones, "8804", 900);
        var third = new Tone(phones, "8804", 1300);
        until(List.of(one, other, third), one, heard -> half(heard.shareAt(900)) && half(heard.shareAt(1300)));

        other.dialog.bye();

        until(List.of(one, third), one, heard -> heard.shareAt(1300) > 0.98);
        one.dialog.bye();
        third.dialog.bye();
    }
}
