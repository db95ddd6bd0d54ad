package org.patchbay.channel.media.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.patchbay.io.RtpPort;
import org.patchbay.media.AudioSource;

/** One prompt on its way to one leg: each tick takes 20 ms of sound, encodes and sends them. */
final class Playback implements MediaClock.Ticking {
    private final AudioSource source;
    private final RtpPort port;
    private final RtpWriter writer;
    private final Supplier<Sending> sending;
    private final short[] samples = new short[RtpWriter.FRAME_SAMPLES];
    private final ByteBuffer packet = ByteBuffer.allocateDirect(RtpWriter.HEADER_OCTETS + RtpWriter.FRAME_SAMPLES);
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private boolean begun;

    /** @param sending how to send, asked for each packet: the peer may put us on hold, or change codecs, while it listens */
    Playback(AudioSource source, RtpPort port, RtpWriter writer, Supplier<Sending> sending) {
        this.source = source;
        this.port = port;
        this.writer = writer;
        this.sending = sending;
    }

    /** Completes, on a thread of its own, when the sound has ended, or was stopped, or failed. */
    CompletionStage<Void> done() {
        return done.minimalCompletionStage();
    }

    void stop() {
        end(null);
    }

    @Override
    public void abandon() {
        end(new IllegalStateException("media is being replaced"));
    }

    @Override
    public boolean tick(long nowNanos) {
        if (ended.get()) return false;
        try {
            if (play(nowNanos)) return true;
            end(null);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            // a source is an application's code, which may even be half unloaded: its fault must not silence the other
            // calls
            end(e);
        }
        return false;
    }

    private boolean play(long nowNanos) {
        int read = source.read(samples);
        if (read < 0) return false;
        Arrays.fill(samples, read, samples.length, (short) 0);
        Sending to = sending.get();
        FrameEncoder encoder = to.encoder().orElseThrow(Playback::noEncoder);
        if (!begun || !to.wanted()) writer.pause();
        begun = true;
        if (to.wanted()) send(encoder, to.payloadType(), nowNanos);
        return true;
    }

    private void send(FrameEncoder encoder, int payloadType, long nowNanos) {
        packet.clear();
        writer.next(payloadType, nowNanos, packet);
        encoder.encode(samples, packet);
        port.send(packet.flip());
    }

    static UnsupportedOperationException noEncoder() {
        return new UnsupportedOperationException("no codec was agreed on that prompts can be encoded in");
    }

    // who waits goes on with the call: not on the clock
    private void end(@Nullable Throwable failure) {
        if (!ended.compareAndSet(false, true)) return;
        Thread.startVirtualThread(() -> {
            if (failure == null) done.complete(null);
            else done.completeExceptionally(failure);
        });
    }
}
