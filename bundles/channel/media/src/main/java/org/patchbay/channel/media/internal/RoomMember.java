package org.patchbay.channel.media.internal;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.media.mixing.Mixer;
import org.patchbay.channel.media.mixing.Voice;
import org.patchbay.media.ConferenceMember;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One leg in a {@link Room}: its sound, and how it is heard. {@link #hear} to {@link #end} are the clock's. */
final class RoomMember implements ConferenceMember {
    private static final Logger LOG = LoggerFactory.getLogger(RoomMember.class);

    private final String conference;
    private final String name;
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private final AtomicReference<@Nullable PortSound> next = new AtomicReference<>();
    private volatile boolean muted;
    private volatile int decibels;
    private volatile boolean leaving;
    private volatile boolean speaks;
    private volatile PortSound sound;
    private Voice voice;
    private short[] heard;

    RoomMember(String conference, String name, PortSound sound) {
        this.conference = conference;
        this.name = name;
        this.sound = sound;
        this.voice = new Voice(sound.rateHz());
        this.heard = new short[sound.rateHz() / 50];
    }

    @Override
    public String conference() {
        return conference;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean muted() {
        return muted;
    }

    @Override
    public void mute(boolean now) {
        muted = now;
    }

    @Override
    public int gain() {
        return decibels;
    }

    @Override
    public void gain(int newDecibels) {
        if (newDecibels < LEAST_DECIBELS || newDecibels > MOST_DECIBELS) {
            throw new IllegalArgumentException(
                    newDecibels + " dB is not within " + LEAST_DECIBELS + " and " + MOST_DECIBELS);
        }
        decibels = newDecibels;
    }

    @Override
    public boolean speaking() {
        return speaks;
    }

    @Override
    public int rateHz() {
        PortSound coming = next.get();
        return (coming == null ? sound : coming).rateHz();
    }

    @Override
    public CompletionStage<Void> left() {
        return left.minimalCompletionStage();
    }

    /** Tells whether it is in {@code room}, and stays there. */
    boolean isIn(String room) {
        return conference.equals(room) && !leaving;
    }

    /** Leaves with the next tick. May be called from any thread. */
    void leave() {
        leaving = true;
        sound.close();
    }

    boolean leaving() {
        return leaving;
    }

    /** Goes on with {@code other}, as the peer has agreed to another codec. May be called from any thread. */
    void sound(PortSound other) {
        PortSound never = next.getAndSet(other);
        if (never != null) never.close(); // its decoder was never made
    }

    /** Takes the next 20 ms of what the peer says; returns false when it has failed, which it tells. */
    boolean hear() {
        try {
            turnToNext();
            voice.mute(muted || !sound.wanted()); // nobody is to hear the music of a phone that holds
            voice.gain(Math.pow(10, decibels / 20.0));
            voice.spoke(sound.hear(voice.said()));
            speaks = voice.speaking();
            return true;
        } catch (RuntimeException | LinkageError e) {
            fail(e);
            return false;
        }
    }

    private void turnToNext() {
        PortSound other = next.getAndSet(null);
        if (other == null) return;
        sound.close();
        sound.free();
        sound = other;
        if (leaving) other.close();
        voice = new Voice(other.rateHz());
        heard = new short[other.rateHz() / 50];
    }

    Voice voice() {
        return voice;
    }

    /** Tells the peer what it hears of the others, with {@code common} if that is the same for many; returns false when it has failed. */
    boolean say(Mixer mixer, Optional<CommonSpeech> common) {
        try {
            if (common.isPresent() && voice.listens()) {
                sound.say(common.get(), voice);
            } else {
                mixer.heardBy(voice, heard);
                sound.say(heard);
            }
            return true;
        } catch (RuntimeException | LinkageError e) {
            fail(e);
            return false;
        }
    }

    // a codec is another bundle's code: its fault must not silence the others
    private void fail(Throwable failure) {
        LOG.error("{} leaves conference {}: its sound failed", name, conference, failure);
        end(failure);
    }

    /** Frees what it has, and says that it has left; {@code failure} is why, if it did not want to. */
    void end(@Nullable Throwable failure) {
        leave();
        sound.free();
        PortSound never = next.getAndSet(null);
        if (never != null) never.close();
        speaks = false;
        // who waits goes on with the call: not on the clock
        Thread.startVirtualThread(() -> {
            if (failure == null) left.complete(null);
            else left.completeExceptionally(failure);
        });
    }
}
