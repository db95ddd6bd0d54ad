package org.patchbay.io.rtp.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.RtcpReports;
import org.patchbay.io.RtpCounters;
import org.patchbay.io.RtpPort;
import org.patchbay.io.RtpReception;
import org.patchbay.io.RtpTap;
import org.patchbay.io.SrtpKeys;
import org.patchbay.io.rtp.stream.internal.PeerReports;
import org.patchbay.io.rtp.stream.internal.ReceivedStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One leg's pair of sockets on its relay loop. */
final class RelayPort implements RtpPort {
    private static final Logger LOG = LoggerFactory.getLogger(RelayPort.class);

    private final RelayLoop loop;
    private final PeerLink rtp;
    private final PeerLink rtcp;
    private final InetAddress advertised;
    private final int packetsPerSecond;
    private final ReceivedStream stream = new ReceivedStream();
    private final PeerReports reports = new PeerReports();
    private final PortCounters counters = new PortCounters();
    private final AtomicReference<Orders> orders = new AtomicReference<>(Orders.NONE);
    private final AtomicBoolean queued = new AtomicBoolean();
    private final PortShortcuts shortcuts = new PortShortcuts(this);
    private volatile Runnable whenLost = () -> {};
    private volatile boolean open;
    private volatile @Nullable PortSecurity security;
    /** Of before too: keys may come back. */
    private @Nullable PortSecurity known;

    RelayPort(RelayLoop loop, PortSockets sockets, InetAddress advertised, int packetsPerSecond) {
        this.loop = loop;
        this.rtp = new PeerLink(sockets.rtp());
        this.rtcp = new PeerLink(sockets.rtcp());
        this.advertised = advertised;
        this.packetsPerSecond = packetsPerSecond;
    }

    @Override
    public InetSocketAddress local() {
        return rtp.socket().local();
    }

    @Override
    public InetSocketAddress advertised() {
        return new InetSocketAddress(advertised, local().getPort());
    }

    @Override
    public void expect(InetSocketAddress peerRtp, InetSocketAddress peerRtcp) {
        // without a wake-up, what is sent would go to the source of before until something is received
        boolean urgent = rtp.source() != null || rtcp.source() != null;
        order(now -> now.expect(peerRtp, peerRtcp), urgent);
    }

    @Override
    public synchronized void secure(Optional<SrtpKeys> keys) {
        keys.ifPresent(wanted -> known = PortSecurity.next(local(), known, wanted));
        security = keys.isPresent() ? known : null;
        shortcuts.end();
    }

    @Override
    public void relayTo(RtpPort peer) {
        if (!(peer instanceof RelayPort port)) throw new IllegalArgumentException("not from here: " + peer);
        order(now -> now.relayTo(port), !open);
    }

    @Override
    public void stopRelay() {
        order(now -> now.relayTo(null), false);
    }

    @Override
    public void tap(int payloadType, RtpTap tap) {
        order(now -> now.tap(payloadType, tap), !open);
    }

    @Override
    public void stopTap() {
        order(now -> now.tap(-1, null), false);
    }

    @Override
    public Listening listen(Way way, RtpTap tap) {
        order(now -> now.listen(way, tap), !open);
        return () -> order(now -> now.stopListening(way, tap), false);
    }

    @Override
    public void send(ByteBuffer packet) {
        if (!open) loop.wakeUp(); // the peer's packets tell where it is (RFC 4961)
        Orders now = orders.get();
        if (now.muted()) {
            counters.sent(false);
            return;
        }
        if (!now.sent().isEmpty()) show(Way.SENT, now.sent(), packet.asReadOnlyBuffer());
        PortSecurity secured = security;
        counters.sent(secured == null ? rtp.send(packet, now.rtp()) : secured.sendRtp(rtp, packet, now.rtp()));
    }

    PeerLink rtp() {
        return rtp;
    }

    PeerLink rtcp() {
        return rtcp;
    }

    PortCounters counting() {
        return counters;
    }

    int packetsPerSecond() {
        return packetsPerSecond;
    }

    Orders now() {
        return orders.get();
    }

    @Nullable
    PortSecurity security() {
        return security;
    }

    ReceivedStream stream() {
        return stream;
    }

    @Override
    public void sendRtcp(ByteBuffer packet) {
        if (!open) loop.wakeUp();
        passRtcp(packet);
    }

    @Override
    public void clock(int rateHz) {
        stream.clock(rateHz);
        reports.clock(rateHz);
    }

    @Override
    public RtpReception reception() {
        return stream.reception();
    }

    @Override
    public RtcpReports reports() {
        return reports.reports();
    }

    @Override
    public RtpCounters counters() {
        return counters.snapshot(rtp.source());
    }

    @Override
    public void onLost(Runnable listener) {
        whenLost = listener;
    }

    @Override
    public void close() {
        order(Orders::close, true);
    }

    /** Changes the orders. Packets are judged by the newest; {@code urgent} is what the loop must do even if none comes. */
    private void order(UnaryOperator<Orders> change, boolean urgent) {
        Orders before = orders.getAndUpdate(now -> now.closed() ? now : change.apply(now));
        if (before.closed()) return;
        shortcuts.end();
        if (queued.compareAndSet(false, true)) loop.changed(this);
        if (urgent) loop.wakeUp();
    }

    /** Lets the loop serve this port when there is a use for what it hears, at the latest with the loop's next turn. */
    void start() {
        if (queued.compareAndSet(false, true)) loop.changed(this);
    }

    /** Begins to read. Called on the loop, once. */
    void open(PacketIo io) throws IOException {
        open = true;
        PortReader reader = new PortReader(this, io, loop.buffer());
        io.register(rtp.socket(), reader::rtpReadable);
        io.register(rtcp.socket(), reader::rtcpReadable);
    }

    /** Takes up what was ordered; returns false when that is to close. Called on the loop. */
    boolean apply() {
        // first: an order that comes while this one is read must queue the port again
        queued.set(false);
        Orders now = orders.get();
        if (now.closed()) return false;
        expect(now);
        return true;
    }

    private void expect(Orders now) {
        if (now.rtp() != null) rtp.expect(now.rtp());
        if (now.rtcp() != null) rtcp.expect(now.rtcp());
    }

    /** Closes the sockets. Called on the loop. */
    void closeSockets() {
        boolean lost = !orders.getAndUpdate(Orders::close).closed();
        rtp.close();
        rtcp.close();
        if (lost) whenLost.run();
    }

    /** Takes up what was ordered and not looked at yet. Called on the loop. */
    void catchUp() {
        if (queued.get()) expect(orders.get());
    }

    /** Tells whether there are orders that it has not caught up with. */
    boolean isBehind() {
        return queued.get();
    }

    PortShortcuts shortcuts() {
        return shortcuts;
    }

    RelayLoop loop() {
        return loop;
    }

    void relayRtp(ByteBuffer packet) {
        Orders now = orders.get();
        RtpTap tap = now.tap() != null && RtpHeader.payloadType(packet) == now.tapType() ? now.tap() : null;
        if (tap != null) show(tap, packet);
        if (!now.received().isEmpty()) show(Way.RECEIVED, now.received(), loop.view(packet.limit()));
        RelayPort target = now.target();
        if (target == null || tap != null && !tap.passes()) return;
        if (target.loop == loop) target.catchUp();
        target.send(packet);
    }

    void relayRtcp(ByteBuffer packet, long nowNanos) {
        counters.rtcpReceived(nowNanos);
        reports.received(packet, nowNanos);
        RelayPort target = orders.get().target();
        if (target != null) target.passRtcp(packet);
    }

    private void passRtcp(ByteBuffer packet) {
        Orders now = orders.get();
        if (now.muted()) return;
        reports.sent(packet, System.nanoTime());
        PeerLink link = now.muxed() ? rtp : rtcp;
        InetSocketAddress to = now.muxed() ? now.rtp() : now.rtcp();
        PortSecurity secured = security;
        if (secured == null ? link.send(packet, to) : secured.sendRtcp(link, packet, to)) counters.rtcpSent();
    }

    private void show(RtpTap tap, ByteBuffer packet) {
        try {
            tap.received(loop.view(packet.limit()));
        } catch (RuntimeException e) {
            LOG.warn("the tap of port {} failed and is off", local(), e);
            stopTap();
        }
    }

    private void show(Way way, List<RtpTap> listeners, ByteBuffer packet) {
        int limit = packet.limit();
        for (int i = 0; i < listeners.size(); i++) {
            RtpTap listener = listeners.get(i);
            try {
                listener.received(packet.position(0).limit(limit));
            } catch (RuntimeException e) {
                LOG.warn("a listener of port {} failed and is off", local(), e);
                order(now -> now.stopListening(way, listener), false);
            }
        }
    }

    @Override
    public String toString() {
        return "RtpPort[" + local() + "]";
    }
}
