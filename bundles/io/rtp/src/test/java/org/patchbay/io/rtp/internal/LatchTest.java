package org.patchbay.io.rtp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class LatchTest {
    private static final InetSocketAddress SIGNALLED = new InetSocketAddress("10.0.0.1", 4000);
    private static final InetSocketAddress SAME_HOST = new InetSocketAddress("10.0.0.1", 4711);
    private static final InetSocketAddress NATTED = new InetSocketAddress("192.0.2.7", 62_000);
    private static final InetSocketAddress STRANGER = new InetSocketAddress("198.51.100.9", 9);
    private static final long START = Long.MAX_VALUE - 1_000; // nanoTime may wrap
    private static final long LATER = START + Latch.PROBATION_NANOS + 1;

    private final Latch latch = new Latch();

    @Test
    void believesNobodyBeforeAnythingWasSignalled() {
        assertThat(latch.accepts(STRANGER, START)).isFalse();
        assertThat(latch.source()).isNull();
    }

    @Test
    void believesTheSignalledAddressAtOnce() {
        latch.expect(SIGNALLED);

        assertThat(latch.accepts(SIGNALLED, START)).isTrue();
        assertThat(latch.settled(START)).isTrue();
        assertThat(latch.accepts(NATTED, START)).isFalse();
        assertThat(latch.source()).isEqualTo(SIGNALLED);
    }

    @Test
    void believesTheFirstSourceAndNoSecond() {
        latch.expect(SIGNALLED);

        assertThat(latch.accepts(NATTED, START)).isTrue();
        assertThat(latch.settled(START)).isFalse();
        assertThat(latch.accepts(STRANGER, START + 1)).isFalse();
        assertThat(latch.accepts(NATTED, START + 2)).isTrue();
        assertThat(latch.source()).isEqualTo(NATTED);
    }

    @Test
    void prefersTheSignalledAddressToAnIntruderThatWasQuicker() {
        latch.expect(SIGNALLED);
        latch.accepts(STRANGER, START);

        assertThat(latch.accepts(SIGNALLED, START + Latch.PROBATION_NANOS)).isTrue();
        assertThat(latch.accepts(STRANGER, START + Latch.PROBATION_NANOS)).isFalse();
        assertThat(latch.source()).isEqualTo(SIGNALLED);
    }

    @Test
    void prefersAnotherPortOfTheSignalledHostToAStranger() {
        latch.expect(SIGNALLED);
        latch.accepts(STRANGER, START);

        assertThat(latch.accepts(SAME_HOST, START + 1)).isTrue();
        assertThat(latch.accepts(STRANGER, START + 2)).isFalse();
    }

    @Test
    void staysWithItsSourceOnceTheFirstMomentsHavePassed() {
        latch.expect(SIGNALLED);
        latch.accepts(NATTED, START);

        assertThat(latch.settled(LATER)).isTrue();
        assertThat(latch.accepts(SIGNALLED, LATER)).isFalse();
        assertThat(latch.accepts(NATTED, LATER)).isTrue();
    }

    @Test
    void keepsItsSourceWhenTheSameIsSignalledAgain() {
        latch.expect(SIGNALLED);
        latch.accepts(NATTED, START);
        latch.expect(SIGNALLED);

        assertThat(latch.source()).isEqualTo(NATTED);
        assertThat(latch.accepts(STRANGER, LATER)).isFalse();
    }

    @Test
    void looksForANewSourceWhenAnotherAddressIsSignalled() {
        latch.expect(SIGNALLED);
        latch.accepts(SIGNALLED, START);
        latch.expect(NATTED);

        assertThat(latch.source()).isNull();
        assertThat(latch.accepts(NATTED, LATER)).isTrue();
        assertThat(latch.accepts(SIGNALLED, LATER)).isFalse();
    }

    @Test
    void doesNotTakeTheLastPacketsOfTheOldSourceForTheNewOne() {
        latch.expect(SIGNALLED);
        latch.accepts(NATTED, START);
        latch.expect(new InetSocketAddress("10.0.0.2", 4000));

        assertThat(latch.accepts(NATTED, START + 1)).isTrue();
        assertThat(latch.accepts(STRANGER, START + 2)).isTrue();
        assertThat(latch.accepts(NATTED, START + 3)).isFalse();
    }

    @Test
    void keepsASourceThatTheSignallingNowNames() {
        latch.expect(SIGNALLED);
        latch.accepts(NATTED, START);
        latch.expect(NATTED);

        assertThat(latch.source()).isEqualTo(NATTED);
        assertThat(latch.settled(START + 1)).isTrue();
    }
}
