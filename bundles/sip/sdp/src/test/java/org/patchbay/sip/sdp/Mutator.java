package org.patchbay.sip.sdp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes broken descriptions of whole ones; the same ones for the same seed. One character is one octet. */
final class Mutator {
    private static final List<String> TOKENS = List.of(
            "\r\n",
            "\n",
            "\r",
            "\0",
            " ",
            "  ",
            "\t",
            ":",
            "/",
            "=",
            "-1",
            "0",
            "65536",
            "99999999999999999999",
            "\u00ff",
            "\u00c3\u00a9",
            "v=0\r\n",
            "o=- 1 1 IN IP4 192.0.2.1\r\n",
            "s=-\r\n",
            "c=IN IP4 0.0.0.0\r\n",
            "c=IN IP6 ::\r\n",
            "c=IN IP4 224.2.1.1/127/3\r\n",
            "t=0 0\r\n",
            "r=7d 1h 0 25h\r\n",
            "m=audio 4 RTP/AVP 0\r\n",
            "m=audio 0 RTP/AVP\r\n",
            "m=audio 4/2 RTP/SAVPF 0 *\r\n",
            "a=rtpmap:0 ",
            "a=rtpmap:96 opus/48000/2\r\n",
            "a=fmtp:96 ",
            "a=rtcp:1 IN IP4 1.2.3.4\r\n",
            "a=rtcp-mux\r\n",
            "a=rtcp-mux-only\r\n",
            "a=group:LS 1 2\r\n",
            "a=mid:1\r\n",
            "a=inactive\r\n",
            "a=ptime:",
            "a=\r\n",
            "y=1\r\n",
            "b=AS:64\r\n",
            "::ffff:1.2.3.4",
            "%eth0");

    private final Random random;
    private final List<String> seeds;

    Mutator(long seed, List<String> seeds) {
        random = new Random(seed);
        this.seeds = List.copyOf(seeds);
    }

    String next() {
        var text = new StringBuilder(seed());
        for (int i = random.nextInt(4); i >= 0; i--) mutate(text);
        return text.toString();
    }

    private String seed() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private void mutate(StringBuilder text) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(40));
        switch (random.nextInt(10)) {
            case 0 -> text.insert(at, (char) random.nextInt(256));
            case 1 -> text.delete(at, end);
            case 2 -> text.insert(at, text.substring(at, end));
            case 3, 4 -> text.insert(at, TOKENS.get(random.nextInt(TOKENS.size())));
            case 5 -> replace(text, at);
            case 6 -> text.setLength(at);
            case 7 -> splice(text, at);
            case 8 -> shuffle(text);
            default -> repeat(text, at, end);
        }
    }

    private void replace(StringBuilder text, int at) {
        if (at < text.length()) text.setCharAt(at, (char) random.nextInt(256));
    }

    private void splice(StringBuilder text, int at) {
        String other = seed();
        text.setLength(at);
        text.append(other, random.nextInt(other.length()), other.length());
    }

    private void shuffle(StringBuilder text) {
        var lines = new ArrayList<>(Arrays.asList(text.toString().split("(?<=\n)", -1)));
        int from = random.nextInt(Math.min(4, lines.size()));
        Collections.shuffle(lines.subList(from, lines.size()), random);
        text.setLength(0);
        lines.forEach(text::append);
    }

    /** Now and then so often that a limit is passed. */
    private void repeat(StringBuilder text, int at, int end) {
        int times = random.nextInt(100) == 0 ? 2_000 : random.nextInt(20);
        text.insert(at, text.substring(at, end).repeat(times));
    }
}
