package org.patchbay.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.patchbay.media.Direction;
import org.patchbay.media.MediaFormat;
import org.patchbay.sip.sdp.RemoteSdp.Usable;

/** Descriptions as a stranger may write them. */
class HostileSdpTest {
    private static final String GOOD = """
        v=0
        o=- 1 1 IN IP4 192.0.2.9
        s=-
        c=IN IP4 192.0.2.9
        b=AS:84
        t=0 0
        m=audio 4000 RTP/AVP 0 8 107 101
        a=rtpmap:107 opus/48000/2
        a=fmtp:107 minptime=10;useinbandfec=1
        a=rtpmap:101 telephone-event/8000
        a=rtcp:4001 IN IP4 192.0.2.9
        a=sendrecv
        m=video 4002 RTP/AVP 99
        a=rtpmap:99 H264/90000
        """;

    private final Random random = new Random(20261122);
    private final LocalSdp local = LocalSdpTest.begun();

    @Test
    void survivesAnyChangeOfCharacters() {
        int usable = 0;
        for (int i = 0; i < 20_000; i++) usable += check(changed(GOOD));

        assertThat(usable).isBetween(1_000, 19_999);
    }

    @Test
    void survivesAnyOrderOfLines() {
        List<String> lines = new ArrayList<>(GOOD.lines().toList());
        int usable = 0;
        for (int i = 0; i < 5_000; i++) {
            Collections.shuffle(lines, random);
            usable += check("v=0\n" + String.join("\r\n", lines.subList(0, 1 + random.nextInt(lines.size()))));
            usable += check("v=0\no=- 1 1 IN IP4 192.0.2.9\n" + String.join("\n", streams(lines)));
        }

        assertThat(usable).isBetween(1_000, 9_999);
    }

    private static List<String> streams(List<String> lines) {
        return lines.stream()
                .filter(line -> "cbma".indexOf(line.charAt(0)) >= 0)
                .toList();
    }

    /** Reads {@code text}, and answers it when it can be used; what is answered must itself be a description. */
    private int check(String text) {
        if (!(RemoteSdp.offer(text) instanceof Usable usable)) return 0;
        MediaFormat format = usable.media().format().with(Direction.SENDRECV);
        String answer = local.answer(usable, format).text();

        assertThat(RemoteSdp.offer(answer)).isInstanceOf(Usable.class);
        assertThat(answer.lines().filter(line -> line.startsWith("m=")))
                .hasSize(usable.sdp().streams().size());
        return 1;
    }

    private String changed(String text) {
        var changed = new StringBuilder(text);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(changed.length());
            switch (random.nextInt(4)) {
                case 0 -> changed.setCharAt(at, (char) random.nextInt(256));
                case 1 -> changed.deleteCharAt(at);
                case 2 -> changed.insert(at, "\0\r\n =:/9999999999999".charAt(random.nextInt(19)));
                default -> changed.insert(at, changed.substring(at, Math.min(changed.length(), at + 12)));
            }
        }
        return changed.toString();
    }
}
