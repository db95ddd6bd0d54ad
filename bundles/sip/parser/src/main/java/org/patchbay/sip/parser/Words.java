package org.patchbay.sip.parser;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The words that nearly every message has, so that they need not be made anew. The set is fixed: no stranger adds to it. */
final class Words {
    private static final int SLOTS = 512;
    private static final int LONGEST = 16;
    private static final @Nullable String[] TABLE = new String[SLOTS];

    static {
        var words = """
            INVITE ACK BYE CANCEL REGISTER OPTIONS INFO PRACK UPDATE SUBSCRIBE NOTIFY REFER MESSAGE PUBLISH
            UDP TCP TLS WS WSS SIP SIP/2.0 2.0 udp tcp tls ws wss sip sips tel
            tag branch rport received maddr ttl transport lr user phone expires q ob line reg-id +sip.instance
            username realm nonce uri response algorithm cnonce opaque qop nc auth Digest MD5 SHA-256 00000001
            100rel timer replaces path outbound gruu norefersub tdialog eventlist application sdp audio text plain
            message-summary dialog presence refer hold conference call-info x-sipura 5060 70 3600 0 1 trunk anonymous
            """;
        for (var word : words.split("\\s+")) {
            var bytes = word.getBytes(StandardCharsets.US_ASCII);
            int slot = hash(bytes, 0, bytes.length);
            if (TABLE[slot] == null) TABLE[slot] = word;
        }
    }

    private Words() {}

    /** Returns the word that is there, which must be ASCII. */
    static String of(byte[] bytes, int from, int to) {
        if (to == from) return "";
        if (to - from > LONGEST) return Text.ascii(bytes, from, to);
        var word = TABLE[hash(bytes, from, to)];
        return word != null && is(word, bytes, from, to) ? word : Text.ascii(bytes, from, to);
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = to - from;
        hash = hash * 31 + bytes[from];
        hash = hash * 31 + bytes[to - 1];
        hash = hash * 31 + bytes[(from + to) >>> 1];
        return (hash ^ hash >>> 8) & SLOTS - 1;
    }

    private static boolean is(String word, byte[] bytes, int from, int to) {
        if (word.length() != to - from) return false;
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) != bytes[from + i]) return false;
        }
        return true;
    }
}
