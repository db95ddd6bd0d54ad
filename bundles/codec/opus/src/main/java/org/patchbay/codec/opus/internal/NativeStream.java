package org.patchbay.codec.opus.internal;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;

/** The memory of a stream outside of the heap. It is freed by {@link #close}, or once nobody can reach this any more. */
final class NativeStream implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final int ALIGNMENT = 16;

    private final Cleaner.Cleanable freeing;
    private final MemorySegment state;
    private final MemorySegment samples;
    private final MemorySegment payload;

    NativeStream(int stateBytes, int longestSound) {
        Arena arena = Arena.ofShared();
        this.freeing = CLEANER.register(this, arena::close);
        this.state = arena.allocate(stateBytes, ALIGNMENT);
        this.samples = arena.allocate(JAVA_SHORT, longestSound);
        this.payload = arena.allocate(OpusEngine.LONGEST_PAYLOAD);
    }

    MemorySegment state() {
        return state;
    }

    MemorySegment samples() {
        return samples;
    }

    MemorySegment payload() {
        return payload;
    }

    boolean open() {
        return state.scope().isAlive();
    }

    @Override
    public void close() {
        freeing.clean();
    }
}
