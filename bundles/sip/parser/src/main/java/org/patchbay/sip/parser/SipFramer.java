package org.patchbay.sip.parser;

/**
 * Finds where a message ends in a stream, by its Content-Length (RFC 3261 section 18.3). It alone decides: what the parser makes of the
 * octets later can't move that end. Keeps nothing from one call to the next.
 */
public final class SipFramer {
    /** {@link #cut} says: the message has not arrived in full. */
    public static final int MORE = 0;
    /** {@link #cut} says: where this message ends nobody can tell, or it is too long. */
    public static final int HOPELESS = -1;

    private final ParserLimits limits;

    /** Makes a framer that finds hopeless what is larger than {@code limits}. */
    public SipFramer(ParserLimits limits) {
        this.limits = limits;
    }

    /**
     * Finds the end of the message that begins at {@code bytes[from]}, of which has arrived what is before {@code to}.
     *
     * @return how many octets the message has, {@link #MORE}, or {@link #HOPELESS}
     */
    public int cut(byte[] bytes, int from, int to) {
        int start = from;
        while (start < to && (bytes[start] == '\r' || bytes[start] == '\n')) start++;
        if (start - from > limits.headBytes()) return HOPELESS;
        if (start == to) return MORE;
        if (!Octets.is(bytes[start] & 0xff, Octets.TOKEN)) return HOPELESS;
        int headEnd = headEnd(bytes, start, Math.min(to, start + limits.headBytes()));
        if (headEnd < 0) return to - start >= limits.headBytes() ? HOPELESS : MORE;
        int body = contentLength(bytes, start, headEnd);
        if (body < 0) return HOPELESS;
        return to - headEnd < body ? MORE : headEnd + body - from;
    }

    // looks at every fourth octet only, for it is asked again from the beginning each time that more has come
    private static int headEnd(byte[] bytes, int from, int to) {
        int i = from + 3;
        while (i < to) {
            if (bytes[i] != '\r' && bytes[i] != '\n') {
                i += 4;
                continue;
            }
            int end = emptyLine(bytes, Math.max(from, i - 3), Math.min(to, i + 4));
            if (end >= 0) return end;
            i += 4;
        }
        return -1;
    }

    private static int emptyLine(byte[] bytes, int from, int to) {
        for (int i = from; i + 3 < to; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') return i + 4;
        }
        return -1;
    }

    /** Returns the length of the body; 0 when nothing says it, -1 when it is no number, too large, or there are two of them. */
    private int contentLength(byte[] bytes, int from, int headEnd) {
        var lines = new Lines(bytes, from, headEnd, limits);
        var count = new ValueCount(1);
        int length = -1;
        try {
            lines.start();
            while (lines.header()) {
                int nameEnd = lines.nameEnd();
                if (nameEnd < 0 || HeaderName.of(bytes, lines.from, nameEnd) != HeaderName.CONTENT_LENGTH) continue;
                int found = Singles.contentLength(lines.value(nameEnd, Fault.CONTENT_LENGTH, count));
                if (found > limits.bodyBytes() || length >= 0 && length != found) return -1;
                length = found;
            }
        } catch (SyntaxException bad) {
            return -1;
        }
        return Math.max(length, 0);
    }
}
