package org.patchbay.channel.media.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.media.mixing.Mixer;
import org.patchbay.io.RtpPort;
import org.patchbay.media.AudioSource;
import org.patchbay.media.ConferenceMember;
import org.patchbay.media.MediaSession.Digit;

/** What one leg hears, one thing at a time: its partner, itself, a conference, or what is played to it. Owned by the leg's call. */
final class PortTalk {
    private final RtpPort port;
    private final MediaClock clock;
    private final PortDigits digits;
    private final LegSound sound;
    private final Speaker speaker;
    private volatile @Nullable PortTalk partner;
    private volatile @Nullable Transcoding transcoding;
    private @Nullable Playback playback;
    private @Nullable RoomMember member;
    /** Whether the talk is to be translated although both use the same codec, because a key was heard in its sound. */
    private boolean translated;

    PortTalk(RtpPort port, MediaClock clock, PortDigits digits, LegSound sound) {
        this.port = port;
        this.clock = clock;
        this.digits = digits;
        this.sound = sound;
        this.speaker = sound.speaker();
    }

    /** Goes on as the peer has agreed to. @param recoded whether what it sends is coded in another way than before */
    void agreed(boolean recoded) {
        PortTalk other = partner;
        if (other != null && playback == null && other.playback == null) connect(other);
        RoomMember here = member;
        if (here != null && (recoded || here.rateHz() != sound.widestHz())) here.sound(sound.begin(sound.widestHz()));
    }

    // ---- with a partner

    void join(PortTalk other) {
        if (partner != other) {
            part();
            other.part();
        }
        stopPlayback();
        other.stopPlayback();
        partner = other;
        other.partner = this;
        digits.talks(true);
        other.digits.talks(true);
        connect(other);
    }

    /** Passes packets on as they are where both use the same codec, which costs next to nothing, and else sound. */
    private void connect(PortTalk other) {
        endTranscoding(other);
        passDigits(other);
        if (!translated && sound.understoodBy(other.sound) && other.sound.understoodBy(sound)) {
            port.relayTo(other.port);
            other.port.relayTo(port);
        } else {
            port.stopRelay();
            other.port.stopRelay();
            transcode(other);
        }
    }

    private void transcode(PortTalk other) {
        int rateHz = Math.min(sound.widestHz(), other.sound.widestHz());
        var begun = new Transcoding(sound.begin(rateHz), other.sound.begin(rateHz));
        transcoding = begun;
        other.transcoding = begun;
        clock.add(begun);
    }

    private void endTranscoding(PortTalk other) {
        Transcoding running = transcoding;
        transcoding = null;
        other.transcoding = null;
        if (running != null) running.stop();
    }

    private void leavePartner() {
        PortTalk other = partner;
        if (other == null) return;
        partner = null;
        other.partner = null;
        translated = false;
        other.translated = false;
        digits.talks(false);
        other.digits.talks(false);
        endTranscoding(other);
        other.port.stopRelay();
    }

    // ---- without one

    void echo() {
        leavePartner();
        leaveConference();
        stopPlayback();
        port.relayTo(port); // in one order: a packet that comes while an echo begins again is echoed too
    }

    CompletionStage<Void> play(AudioSource source) {
        if (!sound.able()) return CompletableFuture.failedStage(Speaker.noEncoder());
        stopPlayback();
        leaveConference();
        // two streams at once would be noise: what comes from elsewhere stops; what this peer says goes on to its
        // partner
        PortTalk other = partner;
        if (other == null) {
            port.stopRelay();
        } else {
            other.port.stopRelay();
            endTranscoding(other);
        }
        Playback begun = new Playback(source, speaker);
        playback = begun;
        clock.add(begun);
        return begun.done();
    }

    ConferenceMember enter(Rooms rooms, String conference, String name) {
        RoomMember before = member;
        if (before != null && before.isIn(conference)) return before;
        if (!sound.able()) throw Speaker.noEncoder();
        silence();
        var begun = new RoomMember(conference, name, sound.begin(sound.widestHz()));
        rooms.admit(begun);
        member = begun;
        return begun;
    }

    // ---- with nobody

    void silence() {
        part();
        stopPlayback();
    }

    private void part() {
        port.stopRelay();
        leavePartner();
        leaveConference();
    }

    private void leaveConference() {
        RoomMember here = member;
        member = null;
        if (here != null) here.leave();
    }

    private void stopPlayback() {
        Playback running = playback;
        playback = null;
        if (running != null) running.stop();
    }

    // ---- keys

    void digitWayChanged() {
        PortTalk other = partner;
        if (other != null) passDigits(other);
    }

    private void passDigits(PortTalk other) {
        digits.passTo(other.digits);
        other.digits.passTo(digits);
    }

    /** Sends a key that the peer has pressed on to the partner, unless that gets it anyhow. */
    void pass(Digit digit) {
        PortTalk other = partner;
        if (other == null || digits.reaches(other.digits, transcoding == null)) return;
        if (!other.digits.press(digit)) other.sound(digit);
    }

    void sendDigit(Digit digit) {
        if (digits.press(digit)) return;
        if (digits.byEvents() && partner != null && transcoding == null) throw PortDigits.notAgreed();
        if (partner != null) sound(digit);
        else if (member != null) speaker.press(digit);
        else play(new DigitSound(digit, Mixer.NARROW_HZ));
    }

    /** Presses a key in the sound of a talk, which is translated from then on. */
    private void sound(Digit digit) {
        PortTalk other = partner;
        if (other == null) return;
        if (transcoding == null) {
            if (!sound.able() || !other.sound.able() || playback != null || other.playback != null) return;
            translated = true;
            other.translated = true;
            connect(other);
        }
        speaker.press(digit);
    }
}
