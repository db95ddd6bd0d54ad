package org.patchbay.io.transport.internal;

import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.patchbay.io.Timers;

/** A few wheels; a key always has the same one. */
@Component
public final class WheelTimers implements Timers {
    private static final int MOST = 4;
    private static final long END_MILLIS = 300;

    private final List<Wheel> wheels = new ArrayList<>();

    @Activate
    public WheelTimers() {
        this(Math.min(MOST, Runtime.getRuntime().availableProcessors()));
    }

    WheelTimers(int count) {
        for (int i = 1; i <= count; i++) wheels.add(new Wheel("io-timer-" + i));
    }

    @Override
    public Timeout after(long millis, Object key, Runnable task) {
        int hash = key.hashCode();
        return wheels.get(Math.floorMod(hash ^ hash >>> 16, wheels.size())).after(millis, task);
    }

    /** Returns how many timers have neither run nor been cleared away. */
    int waiting() {
        return wheels.stream().mapToInt(Wheel::waiting).sum();
    }

    @Deactivate
    void stop() {
        wheels.forEach(Wheel::end);
        wheels.forEach(each -> each.awaitEnd(END_MILLIS / wheels.size()));
    }
}
