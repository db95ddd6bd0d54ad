package org.patchbay.sip.stack.internal;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.patchbay.sip.SipTransactions.Hop;

/** RFC 3263 section 4.3. */
class FailedHopsTest {
    private final FakeTimers time = new FakeTimers();
    private final FailedHops failed = new FailedHops(time);

    private static Hop hop(int port) {
        return new Hop("udp", FakeListener.address("127.83.1.2", port));
    }

    private static SIPResponse unavailable(String retryAfter) {
        var text = Rig.answer(Rig.request("OPTIONS", "x"), "503 Busy\nRetry-After: " + retryAfter);
        try {
            var bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            return (SIPResponse) new StringMsgParser().parseSIPMessage(bytes, true, false, null);
        } catch (ParseException ours) {
            throw new AssertionError(ours);
        }
    }

    @Test
    void putsWhatFailedBehindTheOthersAndKeepsBothOrders() {
        failed.failed(hop(3));
        failed.failed(hop(1));

        assertThat(failed.last(List.of(hop(1), hop(2), hop(3), hop(4))))
                .containsExactly(hop(2), hop(4), hop(1), hop(3));
    }

    @Test
    void tellsTransportsOfAnAddressApart() {
        var tcp = new Hop("tcp", hop(1).address());
        failed.failed(hop(1));

        assertThat(failed.last(List.of(hop(1), tcp))).containsExactly(tcp, hop(1));
    }

    @Test
    void keepsTheLongerOfTwoTimes() {
        failed.answered(hop(1), unavailable("60"));
        failed.failed(hop(1));
        time.pass(59_999);

        assertThat(failed.last(List.of(hop(1), hop(2)))).containsExactly(hop(2), hop(1));
    }

    @Test
    void notesNoMoreThanAThousand() {
        IntStream.rangeClosed(1, 2 * FailedHops.MOST).forEach(port -> failed.failed(hop(port)));

        assertThat(failed.size()).isEqualTo(FailedHops.MOST);
        time.pass(30_000);
        failed.sweep();
        assertThat(failed.size()).isZero();
    }
}
