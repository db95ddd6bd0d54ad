package org.patchbay.channel;

import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The one owner of a channel's state: the call that it belongs to. Runs the tasks given to it in order and never two at
 * once, on the thread that brings them when it is idle; a technology brings its messages and timers here and so needs
 * no lock.
 */
@ProviderType
public interface ChannelOwner extends Executor {
    /** Takes what happened on a channel. Called within a task of this owner. */
    void emit(ChannelEvent event);
}
