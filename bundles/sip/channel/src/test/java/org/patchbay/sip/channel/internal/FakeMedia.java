package org.patchbay.sip.channel.internal;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.patchbay.media.AudioSource;
import org.patchbay.media.DigitWay;
import org.patchbay.media.MediaDescription;
import org.patchbay.media.MediaFormat;
import org.patchbay.media.MediaSession;
import org.patchbay.media.MediaSessions;
import org.patchbay.media.MediaStatistics;
import org.patchbay.media.MediaUnavailableException;

/** Media without sockets. */
final class FakeMedia implements MediaSessions {
    private final List<Session> opened = new ArrayList<>();
    private boolean full;

    void fill() {
        full = true;
    }

    @Override
    public MediaSession open() {
        requirePort();
        MediaSession session = prepare();
        var unused = session.rtp();
        return session;
    }

    @Override
    public MediaSession prepare() {
        var session = new Session(40_000 + 2 * opened.size(), this::requirePort);
        opened.add(session);
        return session;
    }

    private void requirePort() {
        if (full) throw new MediaUnavailableException("all ports are in use");
    }

    Session last() {
        return opened.getLast();
    }

    long openCount() {
        return opened.stream().filter(session -> !session.closed).count();
    }

    /** What a session was told to do. */
    record Negotiated(MediaDescription peer, MediaFormat format) {}

    /** One leg's media. */
    static final class Session implements MediaSession {
        private final int port;
        private final List<Negotiated> negotiated = new ArrayList<>();
        private final List<Digit> passed = new ArrayList<>();
        private Consumer<Digit> digits = _ -> {};
        private DigitWay way = new DigitWay.Events();
        private Runnable lost = () -> {};
        private boolean closed;
        private final Runnable opening;
        private boolean open;
        private Optional<Session> direct = Optional.empty();
        private Optional<MediaDescription> described = Optional.empty();

        Session(int port, Runnable opening) {
            this.port = port;
            this.opening = opening;
        }

        boolean hasPort() {
            return open;
        }

        private void open() {
            if (!open) opening.run();
            open = true;
        }

        @Override
        public void described(MediaDescription peer) {
            described = Optional.of(peer);
        }

        @Override
        public boolean goDirect(MediaSession other) {
            if (open || ((Session) other).open) return false;
            direct = Optional.of((Session) other);
            direct.get().direct = Optional.of(this);
            return true;
        }

        @Override
        public boolean direct() {
            return direct.isPresent();
        }

        @Override
        public void anchor() {
            direct.ifPresent(other -> other.direct = Optional.empty());
            direct = Optional.empty();
        }

        boolean closed() {
            return closed;
        }

        Optional<Negotiated> negotiated() {
            return negotiated.isEmpty() ? Optional.empty() : Optional.of(negotiated.getLast());
        }

        void press(char digit, int millis) {
            digits.accept(new Digit(digit, millis));
        }

        DigitWay digitWay() {
            return way;
        }

        /** Returns the digits that were to be sent on. */
        List<Digit> passed() {
            return passed;
        }

        void lose() {
            lost.run();
        }

        @Override
        public void onLost(Runnable listener) {
            lost = listener;
        }

        @Override
        public InetSocketAddress rtp() {
            Optional<MediaDescription> elsewhere = direct.flatMap(other -> other.described);
            if (elsewhere.isPresent()) return elsewhere.get().rtp();
            open();
            return new InetSocketAddress("192.0.2.1", port);
        }

        @Override
        public InetSocketAddress rtcp() {
            Optional<MediaDescription> elsewhere = direct.flatMap(other -> other.described);
            return elsewhere.isPresent() ? elsewhere.get().rtcp() : new InetSocketAddress("192.0.2.1", port + 1);
        }

        @Override
        public void remote(MediaDescription peer, MediaFormat format) {
            described(peer);
            negotiated.add(new Negotiated(peer, format));
        }

        @Override
        public void join(MediaSession peer) {}

        @Override
        public void echo() {}

        @Override
        public CompletionStage<Void> play(AudioSource source) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void silence() {}

        @Override
        public void digits(Consumer<Digit> listener) {
            digits = listener;
        }

        @Override
        public void digitWay(DigitWay next) {
            way = next;
        }

        @Override
        public void pass(Digit digit) {
            passed.add(digit);
        }

        @Override
        public MediaStatistics statistics() {
            return new MediaStatistics(0, 0, 0, Optional.empty(), Optional.empty(), Duration.ZERO);
        }

        @Override
        public void close() {
            anchor();
            closed = true;
        }
    }
}
