package org.patchbay.io.transport.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.Listener;
import org.patchbay.io.MessageReceiver;

/**
 * Those who are attached to a listener; the newest receives. A flow reads {@link #current} on its own thread for each message, so no flow
 * is ever delivered to two at once.
 */
final class Receivers {
    private record Attached(MessageReceiver receiver) {}

    private final List<Attached> attached = new CopyOnWriteArrayList<>();
    private final Runnable changed;

    /** {@code changed} runs after each change, when {@link #current} says it already. */
    Receivers(Runnable changed) {
        this.changed = changed;
    }

    Listener.Attachment attach(MessageReceiver receiver) {
        var mine = new Entry(new Attached(receiver));
        attached.add(mine.attached);
        changed.run();
        return mine;
    }

    @Nullable
    MessageReceiver current() {
        Attached newest = null;
        for (var each : attached) newest = each;
        return newest == null ? null : newest.receiver;
    }

    private final class Entry implements Listener.Attachment {
        private final Attached attached;

        Entry(Attached attached) {
            this.attached = attached;
        }

        @Override
        public void close() {
            // by identity: a receiver may be attached twice
            if (Receivers.this.attached.removeIf(each -> each == attached)) changed.run();
        }
    }
}
