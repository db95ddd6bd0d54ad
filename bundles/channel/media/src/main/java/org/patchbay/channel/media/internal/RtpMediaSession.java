package org.patchbay.channel.media.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.RtpPort;
import org.patchbay.media.AudioSource;
import org.patchbay.media.Codec;
import org.patchbay.media.ConferenceMember;
import org.patchbay.media.DigitWay;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession;
import org.patchbay.media.MediaStatistics;
import org.patchbay.media.MediaUnavailableException;
import org.patchbay.media.Recording;
import org.patchbay.media.RecordingOptions;

/**
 * The media of one leg: on a port of ours as soon as it needs one, and until then no more than what the peer said. Of two that are
 * direct, either may be closed while they belong to different calls; all else is the owner's.
 */
final class RtpMediaSession implements MediaSession {
    private final Supplier<RtpPort> ports;
    private final MediaServices services;
    private volatile @Nullable PortMedia here;
    private volatile @Nullable RtpMediaSession direct;
    private volatile @Nullable MediaDescription described;
    private @Nullable MediaFormat negotiated;
    private @Nullable Consumer<Digit> digits;
    private DigitWay way = new DigitWay.Events();
    private @Nullable Runnable lost;
    private volatile boolean closed;

    /** @param ports opens a port, or throws {@link MediaUnavailableException} */
    RtpMediaSession(Supplier<RtpPort> ports, MediaServices services) {
        this.ports = ports;
        this.services = services;
    }

    // ---- where the media is

    @Override
    public InetSocketAddress rtp() {
        MediaDescription elsewhere = elsewhere();
        return elsewhere == null ? here().rtp() : elsewhere.rtp();
    }

    @Override
    public InetSocketAddress rtcp() {
        MediaDescription elsewhere = elsewhere();
        return elsewhere == null ? here().rtcp() : elsewhere.rtcp();
    }

    private @Nullable MediaDescription elsewhere() {
        RtpMediaSession other = direct;
        return other == null ? null : other.described;
    }

    /** Returns what is on our port, which is opened for that if there is none yet. */
    private PortMedia here() {
        PortMedia present = here;
        return present == null ? open() : present;
    }

    private PortMedia open() {
        if (closed) throw new MediaUnavailableException("the leg has been cleared");
        anchor();
        var opened = new PortMedia(ports.get(), services);
        if (lost != null) opened.onLost(lost);
        if (digits != null) opened.digits(digits);
        opened.digitWay(way);
        MediaDescription peer = described;
        if (peer != null && negotiated != null) opened.remote(peer, negotiated);
        here = opened;
        if (closed) opened.close(); // meanwhile, by who clears all legs
        return opened;
    }

    @Override
    public void described(MediaDescription peer) {
        described = peer;
        stayIfUnreachable();
    }

    @Override
    public void remote(MediaDescription peer, MediaFormat agreed) {
        described(peer);
        negotiated = agreed;
        PortMedia present = here;
        if (present != null) present.remote(peer, agreed);
    }

    // ---- direct

    @Override
    public boolean goDirect(MediaSession other) {
        if (!(other instanceof RtpMediaSession that) || that == this || !free() || !that.free()) return false;
        if (described == null && that.described == null) return false;
        direct = that;
        that.direct = this;
        return true;
    }

    private boolean free() {
        return here == null && direct == null && !closed;
    }

    /** One that has IPv6 only can't be reached from one that has IPv4 only, so both come to us. */
    private void stayIfUnreachable() {
        MediaDescription mine = described;
        MediaDescription elsewhere = elsewhere();
        if (mine != null && elsewhere != null && family(mine) != family(elsewhere)) anchor();
    }

    private static Class<? extends InetAddress> family(MediaDescription peer) {
        return peer.rtp().getAddress().getClass();
    }

    @Override
    public boolean direct() {
        return direct != null;
    }

    @Override
    public void anchor() {
        RtpMediaSession other = direct;
        direct = null;
        if (other != null) other.direct = null;
    }

    // ---- on a port

    @Override
    public void join(MediaSession peer) {
        if (peer == this) throw new IllegalArgumentException("can't be joined with itself: " + peer);
        if (!(peer instanceof RtpMediaSession other)) {
            throw new MediaUnavailableException(peer + " was opened by another version of this module");
        }
        if (direct != other) here().talk().join(other.here().talk());
    }

    @Override
    public void echo() {
        here().talk().echo();
    }

    @Override
    public CompletionStage<Void> play(AudioSource source) {
        return here().talk().play(source);
    }

    @Override
    public ConferenceMember enter(String conference, String name) {
        return here().talk().enter(services.rooms(), conference, name);
    }

    @Override
    public Recording record(String name, RecordingOptions options) {
        RecordingDesk present = services.desk()
                .get()
                .orElseThrow(() -> new UnsupportedOperationException("there is nothing that records " + name));
        return here().record(present, name, options);
    }

    @Override
    public void silence() {
        PortMedia present = here;
        if (present != null) present.talk().silence();
    }

    @Override
    public void digits(Consumer<Digit> listener) {
        digits = listener;
        PortMedia present = here;
        if (present != null) present.digits(listener);
    }

    @Override
    public void digitWay(DigitWay next) {
        way = next;
        PortMedia present = here;
        if (present != null) present.digitWay(next);
    }

    @Override
    public void pass(Digit digit) {
        PortMedia present = here;
        if (present != null) present.talk().pass(digit);
    }

    @Override
    public void sendDigit(Digit digit) {
        here().talk().sendDigit(digit);
    }

    @Override
    public void onLost(Runnable listener) {
        lost = listener;
        PortMedia present = here;
        if (present != null) present.onLost(listener);
    }

    @Override
    public List<Codec> codecs() {
        return services.codecs().all();
    }

    @Override
    public MediaStatistics statistics() {
        PortMedia present = here;
        if (present != null) return present.statistics();
        Optional<InetSocketAddress> signalled = Optional.ofNullable(described).map(MediaDescription::rtp);
        return new MediaStatistics(0, 0, 0, Optional.empty(), signalled, Duration.ZERO, direct());
    }

    @Override
    public void close() {
        closed = true;
        anchor();
        PortMedia present = here;
        if (present != null) present.close();
    }

    @Override
    public String toString() {
        PortMedia present = here;
        return "MediaSession[" + (present == null ? "no port" : present.local()) + "]";
    }
}
