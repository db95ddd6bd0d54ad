package org.patchbay.codec.opus.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NativeStreamTest {
    @Test
    void freesItsMemoryWhenItIsClosedTwice() {
        var stream = new NativeStream(1000, 160);

        stream.close();
        stream.close();

        assertThat(stream.open()).isFalse();
    }

    @Test
    void freesItsMemoryWhenNobodyHoldsItAnyMore() {
        MemorySegment.Scope forgotten = new NativeStream(1000, 160).state().scope();

        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (forgotten.isAlive() && System.nanoTime() < end) System.gc();

        assertThat(forgotten.isAlive()).isFalse();
    }
}
