package org.patchbay.channel.media.internal;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.patchbay.io.RtcpReports;
import org.patchbay.io.RtpCounters;
import org.patchbay.io.RtpPort;
import org.patchbay.io.RtpReception;
import org.patchbay.io.RtpTap;
import org.patchbay.io.SrtpKeys;

/** A port without sockets, which keeps what it was asked. */
final class RecordedPort implements RtpPort {
    final List<Sent> sent = new CopyOnWriteArrayList<>();
    Optional<Integer> tapped = Optional.empty();
    Optional<RtpTap> tap = Optional.empty();
    final List<RtpTap> listeners = new CopyOnWriteArrayList<>();
    final List<String> orders = new CopyOnWriteArrayList<>();
    Optional<SrtpKeys> keys = Optional.empty();
    int taps;
    int relaysStopped;

    @Override
    public void send(ByteBuffer packet) {
        sent.add(Sent.of(packet));
    }

    final List<byte[]> reported = new CopyOnWriteArrayList<>();
    RtpReception reception = RtpReception.NOTHING;
    RtcpReports reports = RtcpReports.NOTHING;

    @Override
    public void sendRtcp(ByteBuffer packet) {
        byte[] octets = new byte[packet.remaining()];
        packet.get(octets);
        reported.add(octets);
    }

    @Override
    public RtpReception reception() {
        return reception;
    }

    @Override
    public RtcpReports reports() {
        return reports;
    }

    @Override
    public void tap(int payloadType, RtpTap newTap) {
        tapped = Optional.of(payloadType);
        tap = Optional.of(newTap);
        taps++;
    }

    @Override
    public void stopTap() {
        tapped = Optional.empty();
        tap = Optional.empty();
    }

    @Override
    public Listening listen(Way way, RtpTap newTap) {
        listeners.add(newTap);
        return () -> listeners.remove(newTap);
    }

    @Override
    public InetSocketAddress local() {
        return new InetSocketAddress("127.0.0.1", 4000);
    }

    @Override
    public InetSocketAddress advertised() {
        return local();
    }

    @Override
    public RtpCounters counters() {
        return new RtpCounters(0, 0, 0, sent.size(), 0, 0, 0, Optional.empty(), Duration.ZERO);
    }

    @Override
    public void expect(InetSocketAddress rtp, InetSocketAddress rtcp) {
        orders.add("expect");
    }

    @Override
    public void secure(Optional<SrtpKeys> wanted) {
        orders.add("secure");
        keys = wanted;
    }

    @Override
    public void onLost(Runnable listener) {}

    @Override
    public void relayTo(RtpPort peer) {}

    @Override
    public void stopRelay() {
        relaysStopped++;
    }

    @Override
    public void close() {}
}
