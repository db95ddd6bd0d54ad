package org.patchbay.channel.core.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;
import org.patchbay.channel.ChannelTechnology;

/** What a call needs of the table that it is in. */
interface CallServices {
    InstantSource clock();

    /** Runs {@code task} on the timer's thread after {@code delay}; it only posts. */
    Future<?> after(Duration delay, Runnable task);

    /** Returns where {@code user} can be reached; empty also while the location service is away. */
    List<Binding> lookup(AddressOfRecord user);

    @Nullable
    ChannelTechnology technology(String scheme);

    /** Returns a new call for a leg that is transferred; empty when no further call is taken. */
    Optional<LiveCall> admit();

    /** Starts the logic of a call that {@link #admit} made and that has begun. Called by its task. */
    void start(LiveCall call);

    /** Counts a call that was answered. */
    void answered();

    /** Counts a call that was cleared. */
    void cleared(LiveCall call);
}
