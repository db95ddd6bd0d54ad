package org.patchbay.channel.recording;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.patchbay.media.AudioCodec;
import org.patchbay.media.Codec;
import org.patchbay.media.Recording;
import org.patchbay.media.RecordingOptions;

/** One recording: what anybody may ask of it, and the ring that the relay loop fills. All else of it is the writer's {@link TapeFile}. */
public final class Tape implements Recording {
    private static final int RING_OCTETS = 1 << 16;

    private final String name;
    private final RecordingOptions options;
    private final Function<Codec, Optional<AudioCodec>> codecs;
    private final Recorder recorder;
    private final PacketRing ring = new PacketRing(RING_OCTETS);
    private final Queue<Order> orders = new ConcurrentLinkedQueue<>();
    private volatile Path file;
    private volatile List<Codec> received = List.of();
    private volatile List<Codec> sent = List.of();
    private volatile boolean paused;
    private volatile State state;
    private volatile @Nullable Runnable ended;

    /** What the recording is to do from a moment on. */
    record Order(Kind kind, long nanos) {
        enum Kind {
            PAUSE,
            RESUME,
            STOP
        }
    }

    Tape(
            String name,
            Path file,
            RecordingOptions options,
            Function<Codec, Optional<AudioCodec>> codecs,
            Recorder recorder) {
        this.name = name;
        this.file = file;
        this.options = options;
        this.codecs = codecs;
        this.recorder = recorder;
        this.paused = options.paused();
        this.state = paused ? new Paused(Duration.ZERO) : new Running(Duration.ZERO);
    }

    // ---- for the leg

    /** Takes a packet from the peer. Called on a relay loop: neither waits nor allocates. */
    public void received(ByteBuffer packet) {
        if (!paused) ring.put(false, recorder.nanos(), packet);
    }

    /** Takes a packet to the peer. Called by whoever sends. */
    public void sent(ByteBuffer packet) {
        if (!paused) ring.put(true, recorder.nanos(), packet);
    }

    /** Says which codecs the payload types of each way stand for from now on. */
    public void agreed(List<Codec> fromPeer, List<Codec> toPeer) {
        received = known(fromPeer, received);
        sent = known(toPeer, sent);
    }

    // packets that are on their way were made by what was agreed on before
    private static List<Codec> known(List<Codec> now, List<Codec> before) {
        List<Codec> known = new ArrayList<>(now);
        for (Codec old : before) {
            if (now.stream().noneMatch(codec -> codec.payloadType() == old.payloadType())) known.add(old);
        }
        return List.copyOf(known);
    }

    /** Has {@code listener} run when it has ended for whatever reason, on the writer's thread. */
    public void onEnd(Runnable listener) {
        ended = listener;
        if (state instanceof Ended) listener.run();
    }

    // ---- for anybody

    @Override
    public String name() {
        return name;
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public void pause() {
        if (paused) return;
        paused = true;
        order(Order.Kind.PAUSE);
    }

    @Override
    public void resume() {
        if (!paused) return;
        order(Order.Kind.RESUME);
        paused = false;
    }

    @Override
    public void stop() {
        order(Order.Kind.STOP);
    }

    private void order(Order.Kind kind) {
        if (state instanceof Ended) return;
        orders.add(new Order(kind, recorder.nanos()));
        recorder.wake();
    }

    @Override
    public State state() {
        return state;
    }

    // ---- for the writer

    RecordingOptions options() {
        return options;
    }

    PacketRing ring() {
        return ring;
    }

    Queue<Order> orders() {
        return orders;
    }

    void file(Path opened) {
        file = opened;
    }

    void state(State next) {
        state = next;
        Runnable listener = ended;
        if (next instanceof Ended && listener != null) listener.run();
    }

    Decoders decodersOfReceived(int rateHz) {
        return new Decoders(() -> received, codecs, rateHz);
    }

    Decoders decodersOfSent(int rateHz) {
        return new Decoders(() -> sent, codecs, rateHz);
    }

    /** Returns what that payload type stands for; null when it is no sound that was agreed on. */
    @Nullable
    Codec codec(boolean wasSent, int payloadType) {
        return Decoders.codec(wasSent ? sent : received, payloadType);
    }

    boolean decodes(Codec codec) {
        return codecs.apply(codec).isPresent();
    }

    /** Returns 8,000 samples a second when both ways are narrow band, 16,000 otherwise. */
    int rateHz() {
        return wide(received) || wide(sent) ? 16_000 : 8000;
    }

    private boolean wide(List<Codec> agreed) {
        Optional<Codec> audio = agreed.stream().filter(Codec::carriesAudio).findFirst();
        return audio.flatMap(codecs)
                .filter(codec -> codec.rateHz(16_000) > 8000)
                .isPresent();
    }
}
