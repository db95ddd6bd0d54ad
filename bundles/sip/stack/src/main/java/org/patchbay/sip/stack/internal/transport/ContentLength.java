package org.patchbay.sip.stack.internal.transport;

/** Reads the Content-Length out of the bytes of a message's head: long or compact name, blanks, folding (RFC 3261 section 7.3.1). */
final class ContentLength {
    private static final String NAME = "content-length";
    private static final int MAX_DIGITS = 9;

    private ContentLength() {}

    /** Returns the length; 0 when the header is absent; -1 when it is no number or comes twice with different ones. */
    static int of(byte[] head, int from, int to) {
        int length = -1;
        for (int line = lineAfter(head, from, to); line < to; line = lineAfter(head, line, to)) {
            int value = valueOf(head, line, to);
            if (value < 0) continue;
            int found = number(head, value, to);
            if (found < 0 || length >= 0 && length != found) return -1;
            length = found;
        }
        return Math.max(length, 0);
    }

    private static int lineAfter(byte[] head, int from, int to) {
        int i = from;
        while (i < to && head[i] != '\n') i++;
        return i + 1;
    }

    /** Returns where the value begins when the line at {@code line} is a Content-Length, else -1. */
    private static int valueOf(byte[] head, int line, int to) {
        int i = line;
        while (i < to && isNameCharacter(head[i])) i++;
        int length = i - line;
        while (i < to && (head[i] == ' ' || head[i] == '\t')) i++;
        if (i >= to || head[i] != ':') return -1;
        boolean compact = length == 1 && (head[line] | 0x20) == 'l';
        return compact || length == NAME.length() && isName(head, line) ? i + 1 : -1;
    }

    private static boolean isNameCharacter(byte b) {
        return b == '-' || (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
    }

    private static boolean isName(byte[] head, int at) {
        for (int i = 0; i < NAME.length(); i++) {
            int lower = head[at + i] == '-' ? '-' : head[at + i] | 0x20;
            if (lower != NAME.charAt(i)) return false;
        }
        return true;
    }

    private static int number(byte[] head, int from, int to) {
        int i = skipBlanks(head, from, to);
        int digits = 0;
        int number = 0;
        for (; i < to && head[i] >= '0' && head[i] <= '9'; i++) {
            if (++digits > MAX_DIGITS) return -1;
            number = number * 10 + head[i] - '0';
        }
        while (i < to && (head[i] == ' ' || head[i] == '\t')) i++;
        boolean ended = i < to && (head[i] == '\r' || head[i] == '\n');
        return digits > 0 && ended ? number : -1;
    }

    /** Skips blanks, over the end of a line when the next one continues it. */
    private static int skipBlanks(byte[] head, int from, int to) {
        int i = from;
        while (i < to) {
            if (head[i] == ' ' || head[i] == '\t') i++;
            else if (head[i] == '\r' && i + 2 < to && (head[i + 2] == ' ' || head[i + 2] == '\t')) i += 2;
            else break;
        }
        return i;
    }
}
