package org.patchbay.io.rtp.internal;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The shortcut that begins at a port and the one that leads to it. Any thread may {@link #end} them; the rest is for the relay loop. */
final class PortShortcuts {
    private final RelayPort port;
    private volatile @Nullable Shortcut away;
    private volatile @Nullable Shortcut here;

    PortShortcuts(RelayPort port) {
        this.port = port;
    }

    /** Ends both: what arrives from now on is judged at length. */
    void end() {
        Shortcut begun = away;
        if (begun != null) begun.end();
        Shortcut led = here;
        if (led != null) led.end();
    }

    /** Tells whether packets take a shortcut from here. */
    boolean isOpen() {
        Shortcut begun = away;
        return begun != null && !begun.ended();
    }

    /** Opens the shortcut from here to where packets go; null as long as they need more than to be sent on. */
    @Nullable
    Shortcut open(PortReader reader, long nowNanos) {
        Orders now = port.now();
        RelayPort to = now.target();
        if (to == null || !entersStraight(now)) return null;
        Orders there = to.now();
        if (!to.shortcuts().leavesStraight(there, port)) return null;
        InetSocketAddress source = port.rtp().settled(nowNanos);
        InetSocketAddress destination = to.rtp().settled(nowNanos);
        if (source == null || destination == null) return null;
        Shortcut opened = port.loop().io().shortcut(new Shortcut.Ends(port, reader, source, to, destination));
        away = opened;
        to.shortcuts().here = opened;
        // an order that came meanwhile may have met no shortcut to end
        if (entersStraight(now) && to.shortcuts().leavesStraight(there, port)) return opened;
        opened.end();
        return null;
    }

    /** Tells whether all that is wanted of a packet that arrives is to send it on. */
    private boolean entersStraight(Orders then) {
        return port.now() == then && then.received().isEmpty() && port.security() == null && !port.isBehind();
    }

    /** Tells whether a packet from {@code source} can be sent as it is, by its loop, and by no other shortcut. */
    private boolean leavesStraight(Orders then, RelayPort source) {
        Shortcut other = here;
        return port.now() == then
                && then.sent().isEmpty()
                && !then.muted()
                && port.security() == null
                && port.loop() == source.loop()
                && (other == null || other.ended() || other.isFrom(source));
    }
}
