package org.patchbay.io.rtp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.BitSet;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.io.rtp.internal.LoopScheduling.Priority;

class LoopSchedulingTest {
    private static final int EAGER = -11;

    private final String address = Phone.freshAddress();
    private RtpRelay relay;

    @BeforeEach
    void onLinuxAlone() {
        assumeThat(Linux.here()).isTrue();
    }

    @AfterEach
    void close() throws Exception {
        if (relay != null) relay.deactivate();
    }

    @Test
    void keepsTheLoopsOnTheirProcessors() throws Exception {
        int last = lastProcessor();

        start(settings("normal", String.valueOf(last)));

        BitSet one = new BitSet();
        one.set(last);
        assertThat(thread().runsOn()).isEqualTo(one);
        assertThat(thread().nice()).isZero();
    }

    @Test
    void letsTheLoopsRunEverywhereAgain() throws Exception {
        start(settings("normal", "0"));

        relay.modified(settings("normal", ""));

        assertThat(thread().runsOn()).isEqualTo(LinuxThread.current().runsOn());
    }

    @Test
    void letsTheLoopsRunBeforeOthers() throws Exception {
        assumeThat(mayBeEager()).isTrue();

        start(settings("high", ""));

        assertThat(thread().nice()).isEqualTo(EAGER);
        relay.modified(settings("normal", ""));
        assertThat(thread().nice()).isZero();
    }

    @Test
    void takesRealTimeOnceItIsCompiled() throws Exception {
        assumeThat(mayBeRealTime()).isTrue();

        start(settings("realtime", ""));

        LinuxThread thread = thread();
        await().until(thread::isRealTime);
        relay.modified(settings("high", ""));
        assertThat(thread.isRealTime()).isFalse();
    }

    @Test
    void goesOnWithoutWhatItMayNot() throws Exception {
        // there is no processor 1023 here, so the kernel refuses, as it refuses a priority without the right to it
        BitSet before = LinuxThread.current().runsOn();

        start(settings("normal", "1023"));

        assertThat(thread().runsOn()).isEqualTo(before);
        assertThat(relay.open().local().getAddress().getHostAddress()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "0,", "2-1", "0-", "-1", "1-2-3", "1024", "99999999999"})
    void refusesWhatIsNoListOfProcessors(String affinity) {
        assertThatThrownBy(() -> LoopScheduling.parse("high", affinity))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("affinity " + affinity);
    }

    @Test
    void refusesAPriorityThatIsNone() {
        assertThatThrownBy(() -> LoopScheduling.parse("highest", ""))
                .hasMessage("priority highest is none of normal, high, realtime");
    }

    @Test
    void readsListsOfProcessors() {
        LoopScheduling read = LoopScheduling.parse("HIGH", " 0, 2-4 ");

        assertThat(read.processors().stream()).containsExactly(0, 2, 3, 4);
        assertThat(read.priority()).isEqualTo(Priority.HIGH);
        assertThat(read).hasToString("high priority on processors 0,2,3,4");
    }

    private Settings settings(String priority, String affinity) {
        return Settings.at(address, "20000-20099").withScheduling(priority, affinity);
    }

    private void start(Settings settings) throws Exception {
        relay = new RtpRelay(settings);
    }

    private LinuxThread thread() {
        return Objects.requireNonNull(relay.loops().getFirst().nativeThread());
    }

    private static int lastProcessor() throws IOException {
        return LinuxThread.current().runsOn().length() - 1;
    }

    private static boolean mayBeEager() throws Exception {
        return granted(thread -> thread.nice(EAGER));
    }

    private static boolean mayBeRealTime() throws Exception {
        return granted(thread -> thread.realTime(1));
    }

    // asked on a thread of its own, which ends with what it was granted
    private static boolean granted(Asking asking) throws Exception {
        boolean[] granted = new boolean[1];
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                asking.ask(LinuxThread.current());
                granted[0] = true;
            } catch (IOException e) {
                granted[0] = false;
            }
        });
        thread.join();
        return granted[0];
    }

    private interface Asking {
        void ask(LinuxThread thread) throws IOException;
    }
}
