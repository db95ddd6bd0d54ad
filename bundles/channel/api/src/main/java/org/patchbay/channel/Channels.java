package org.patchbay.channel;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;

/** The table of live calls, and where technologies below and logic above attach. */
@ProviderType
public interface Channels {
    /** Lets a technology bring calls and be used for calls out. Closing it keeps the calls that are up. */
    TechnologyPort attach(ChannelTechnology technology);

    /**
     * Lets a router decide what calls do; one at a time: the newest, and the one before it again when that is closed. Closing
     * it unwinds its logic at the next verb of each call, within 400 ms; the calls go on with the router that is left, or else
     * wait, ring and keep talking until another attaches.
     */
    Attachment attach(CallRouter router);

    /** Returns the live call with that id. */
    Optional<Call> call(String id);

    /** Returns the calls that are live now. */
    Collection<Call> calls();

    /** Returns what was counted since the start. */
    CallCounters counters();

    /** Takes no new calls, clears those that are up with {@code cause}, and returns when all legs have been told. */
    void shutDown(Cause cause);

    /** What {@code attach} gave; closing it ends it. */
    @ProviderType
    interface Attachment extends AutoCloseable {
        @Override
        void close();
    }

    /** A technology's way up. */
    @ProviderType
    interface TechnologyPort extends Attachment {
        /**
         * Makes a call of an incoming channel. {@code channel} is called at once, within a task of the new call's owner, and
         * the logic starts when it has returned. A call that is not admitted is cleared at once through {@link Channel#hangup}.
         */
        void offered(Function<ChannelOwner, Channel> channel);
    }

    /** How many calls came, are up, and have ended. */
    record CallCounters(long offered, long answered, long cleared, int live) {}
}
