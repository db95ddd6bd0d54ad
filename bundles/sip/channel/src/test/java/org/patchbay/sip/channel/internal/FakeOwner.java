package org.patchbay.sip.channel.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.channel.ChannelOwner;

/** Runs tasks in order on the test's thread, and keeps what it was told. */
final class FakeOwner implements ChannelOwner {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<ChannelEvent> events = new ArrayList<>();
    private boolean running;
    private Consumer<ChannelEvent> logic = _ -> {};

    /** Has {@code deciding} answer events as the call would, within the task that brings them. */
    void logic(Consumer<ChannelEvent> deciding) {
        logic = deciding;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (running) return;
        running = true;
        try {
            for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) next.run();
        } finally {
            running = false;
        }
    }

    @Override
    public void emit(ChannelEvent event) {
        if (!running) throw new IllegalStateException("emitted outside a task: " + event);
        events.add(event);
        logic.accept(event);
    }

    /** Returns what was emitted since the last call of this. */
    List<ChannelEvent> events() {
        List<ChannelEvent> emitted = List.copyOf(events);
        events.clear();
        return emitted;
    }
}
