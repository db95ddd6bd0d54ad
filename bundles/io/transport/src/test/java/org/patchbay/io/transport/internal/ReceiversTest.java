package org.patchbay.io.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReceiversTest {
    private final AtomicInteger changes = new AtomicInteger();
    private final Receivers receivers = new Receivers(changes::incrementAndGet);

    @Test
    void theNewestReceivesAndWhoeverClosesIsLeftOut() {
        var a = new Recorder();
        var b = new Recorder();
        var c = new Recorder();
        assertThat(receivers.current()).isNull();

        var first = receivers.attach(a);
        var second = receivers.attach(b);
        var third = receivers.attach(c);
        assertThat(receivers.current()).isSameAs(c);
        second.close();
        assertThat(receivers.current()).isSameAs(c);
        third.close();
        third.close();
        assertThat(receivers.current()).isSameAs(a);
        first.close();

        assertThat(receivers.current()).isNull();
        assertThat(changes).hasValue(6);
    }

    @Test
    void oneMayBeAttachedTwice() {
        var a = new Recorder();
        var first = receivers.attach(a);
        var second = receivers.attach(a);

        first.close();
        assertThat(receivers.current()).isSameAs(a);
        second.close();

        assertThat(receivers.current()).isNull();
    }
}
