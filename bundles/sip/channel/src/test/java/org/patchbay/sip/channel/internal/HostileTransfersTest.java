package org.patchbay.sip.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patchbay.sip.channel.internal.Harness.PCMU;
import static org.patchbay.sip.channel.internal.Messages.OFFER;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.channel.Cause;
import org.patchbay.channel.ChannelEvent;
import org.patchbay.channel.ChannelEvent.TransferRequested;
import org.patchbay.channel.TransferProgress;
import org.patchbay.sip.dialog.Dialog;

/** Whatever stands in Refer-To and Replaces: one answer, and nothing left behind. */
class HostileTransfersTest {
    private static final String ODD = "<>?&;=%\"@:,\\ \t\u00e9%00%3B%3D%zz";

    private final Random random = new Random(20_261_123);

    @Test
    void survivesAnyChangeOfARefer() {
        int accepted = 0;
        for (int i = 0; i < 3_000; i++) {
            accepted +=
                    refer("<sip:1003@192.0.2.1?Replaces=call%2d1%40h%3Bto-tag%3Db%3Bfrom-tag%3Dc>;x=y") == 202 ? 1 : 0;
            accepted += refer("\"Cleo\" <sip:1003@192.0.2.1;method=INVITE>") == 202 ? 1 : 0;
        }
        assertThat(accepted).isBetween(500, 5_999);
    }

    private int refer(String referTo) {
        var harness = new Harness();
        var caller = new Caller(harness);
        caller.invite(OFFER);
        harness.call(channel -> channel.answer(PCMU));
        caller.ack("");
        harness.owner.logic(event -> accept(harness, event));
        int status;
        try {
            FakeRequest refer = caller.request("REFER", "Refer-To: " + changed(referTo) + "\n", "", "");
            assertThat(refer.statuses()).hasSize(1);
            status = refer.status();
        } catch (IllegalArgumentException unreadable) {
            status = 400; // which the stack answers
        }
        assertThat(status).isIn(202, 400, 404, 416, 603);
        harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));
        harness.stack.sent().forEach(sent -> sent.answer(200));
        assertThat(harness.clean()).isTrue();
        return status;
    }

    private static void accept(Harness harness, ChannelEvent event) {
        if (event instanceof TransferRequested) harness.channel().transfer(new TransferProgress.Accepted());
    }

    @Test
    void survivesAnyChangeOfAnInviteWithReplaces() {
        for (int i = 0; i < 3_000; i++) {
            var harness = new Harness();
            var caller = new Caller(harness);
            String replaces = changed("call-7@192.0.2.1;to-tag=abc;from-tag=def;early-only");
            try {
                FakeRequest invite = caller.invite("sip:1002@192.0.2.1", "Replaces: " + replaces, OFFER);
                if (harness.offered()) harness.call(channel -> channel.hangup(Cause.NORMAL_CLEARING));
                assertThat(invite.status()).isIn(400, 481, 487);
            } catch (IllegalArgumentException unreadable) {
                // the stack answers 400
            }
            assertThat(harness.clean()).isTrue();
        }
    }

    private String changed(String text) {
        var changed = new StringBuilder(text);
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(changed.length());
            char odd = ODD.charAt(random.nextInt(ODD.length()));
            switch (random.nextInt(3)) {
                case 0 -> changed.setCharAt(at, odd);
                case 1 -> changed.deleteCharAt(at);
                default -> changed.insert(at, odd);
            }
        }
        return changed.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";to-tag=a;from-tag=b",
                "call",
                "call;to-tag=a",
                "call;from-tag=b",
                "call;to-tag=;from-tag=b",
                "call;to-tag=a;to-tag=a;from-tag=b",
                "call;to-tag=a;from-tag=b;from-tag=b"
            })
    void readsNoReplacesThatNamesNoDialog(String value) { // RFC 3891 section 6.1
        assertThat(Replaces.parse(value)).isEmpty();
    }

    @Test
    void readsAReplacesInAnyOrder() { // RFC 3891 section 6.1
        assertThat(Replaces.parse("98732@sip.example.com ; from-tag=r33th4x0r;Early-Only;x=y ; to-tag=ff87ff"))
                .contains(new Replaces(new Dialog.Id("98732@sip.example.com", "ff87ff"), "r33th4x0r", true));
    }

    @Test
    void readsNoReplacesBeyondAllMeasure() {
        assertThat(Replaces.parse("a".repeat(2_000) + ";to-tag=a;from-tag=b")).isEmpty();
    }
}
