package org.patchbay.sip.sdp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Makes well-formed descriptions, after the grammar of RFC 8866 section 9; the same ones for the same seed. */
final class DescriptionGenerator {
    private static final List<String> TYPES =
            List.of("audio", "video", "text", "image", "application", "message", "x-y");
    private static final List<String> PROTOCOLS =
            List.of("RTP/AVP", "RTP/SAVP", "RTP/SAVPF", "UDP/TLS/RTP/SAVPF", "udptl", "TCP/BFCP", "UDP/DTLS/SCTP");
    private static final List<String> ADDRESSES = List.of(
            "IP4 192.0.2.1",
            "IP4 0.0.0.0",
            "IP4 233.252.0.1/127/3",
            "IP4 host.example.com",
            "IP6 2001:db8::1",
            "IP6 ::");
    private static final List<String> ATTRIBUTES = List.of(
            "rtpmap:0 PCMU/8000",
            "rtpmap:96 opus/48000/2",
            "fmtp:96 useinbandfec=1",
            "sendonly",
            "inactive",
            "rtcp:4711 IN IP4 192.0.2.8",
            "rtcp-mux",
            "mid:0",
            "ptime:30",
            "group:BUNDLE 0 1");

    private final Random random;
    private final StringBuilder text = new StringBuilder();

    DescriptionGenerator(long seed) {
        random = new Random(seed);
    }

    /** Returns the octets of {@code text}, which has one in a character. */
    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    String next() {
        text.setLength(0);
        line("v=0");
        line("o=" + word() + ' ' + number() + ' ' + number() + " IN " + pick(ADDRESSES));
        line("s=" + octets());
        maybe("i=", "u=", "e=", "p=");
        if (random.nextBoolean()) line("c=IN " + pick(ADDRESSES));
        maybe("b=AS:", "b=TIAS:");
        for (int i = random.nextInt(2); i >= 0; i--) times();
        maybe("k=prompt", "k=clear:");
        attributes();
        for (int i = random.nextInt(5); i > 0; i--) stream();
        return text.toString();
    }

    private void times() {
        line("t=" + number() + ' ' + number());
        if (random.nextInt(4) == 0) line("r=7d 1h 0 25h");
        if (random.nextInt(8) == 0) line("z=" + number() + " -1h " + number() + " 0");
    }

    private void stream() {
        String ports = random.nextInt(8) == 0 ? "/" + (1 + random.nextInt(9)) : "";
        var formats = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) formats.append(' ').append(random.nextInt(128));
        line("m=" + pick(TYPES) + ' ' + random.nextInt(65_536) + ports + ' ' + pick(PROTOCOLS) + formats);
        maybe("i=");
        for (int i = random.nextInt(3); i > 0; i--) line("c=IN " + pick(ADDRESSES));
        maybe("b=AS:", "k=base64:");
        attributes();
    }

    private void attributes() {
        for (int i = random.nextInt(8); i > 0; i--) {
            switch (random.nextInt(3)) {
                case 0 -> line("a=" + word());
                case 1 -> line("a=" + word() + ':' + octets());
                default -> line("a=" + pick(ATTRIBUTES));
            }
        }
    }

    private void maybe(String... beginnings) {
        for (String beginning : beginnings) {
            if (random.nextInt(4) == 0) line(beginning + (beginning.startsWith("b") ? number() : octets()));
        }
    }

    private void line(String line) {
        text.append(line).append("\r\n");
    }

    private String number() {
        return Long.toString(random.nextLong(1L << 40));
    }

    private String word() {
        var word = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) word.append((char) ('a' + random.nextInt(26)));
        return word.toString();
    }

    /** Any octets but the control characters, blanks within and around them too. */
    private String octets() {
        var octets = new StringBuilder();
        for (int i = random.nextInt(24); i >= 0; i--) octets.append((char) (' ' + random.nextInt(224)));
        return octets.toString();
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
