package org.patchbay.media;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** One leg's place in a conference ({@link MediaSession#enter}). All methods may be called from any thread. */
@ProviderType
public interface ConferenceMember {
    int LEAST_DECIBELS = -40;
    int MOST_DECIBELS = 20;

    /** Returns the name of the conference. */
    String conference();

    /** Returns the name that the member has entered by: its call's. */
    String name();

    /** Tells whether nobody hears it. */
    boolean muted();

    /** Says whether nobody is to hear it; it hears the others all the same. */
    void mute(boolean muted);

    /** Returns how much louder than it speaks the others hear it, in decibels: 0 as it is. */
    int gain();

    /** Says how much louder than it speaks the others are to hear it: {@link #LEAST_DECIBELS} to {@link #MOST_DECIBELS}. */
    void gain(int decibels);

    /** Tells whether it speaks, or did 300 ms ago, and can be heard. */
    boolean speaking();

    /** Returns the samples a second in which it speaks and hears: 8,000, or 16,000 where its codec carries more. */
    int rateHz();

    /** Completes when it has left, for whatever reason; exceptionally when its sound has failed. On a thread that may block. */
    CompletionStage<Void> left();
}
