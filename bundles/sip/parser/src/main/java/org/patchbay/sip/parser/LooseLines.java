package org.patchbay.sip.parser;

import org.jspecify.annotations.Nullable;

/** Finds lines in a head that isn't right: any LF ends one, and what looks like a header is taken for one. */
final class LooseLines {
    private final byte[] bytes;
    private final int limit;
    private int from;
    private int to;
    private int next;

    LooseLines(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.next = from;
        this.limit = to;
    }

    /** Goes to the next line, with those that continue it; false at the end and at an empty one. */
    boolean next() {
        from = next;
        next = end(from);
        while (next < limit && next - from > 2 && Octets.isBlank(bytes[next])) next = end(next);
        to = next;
        while (to > from && (bytes[to - 1] == '\r' || bytes[to - 1] == '\n')) to--;
        return to > from;
    }

    private int end(int begin) {
        int i = begin;
        while (i < limit && bytes[i] != '\n') i++;
        return Math.min(i + 1, limit);
    }

    @Nullable
    HeaderName name() {
        int end = from;
        while (end < to && Octets.is(bytes[end] & 0xff, Octets.TOKEN)) end++;
        return end > from && colon(end) >= 0 ? HeaderName.of(bytes, from, end) : null;
    }

    private int colon(int nameEnd) {
        int i = nameEnd;
        while (i < to && Octets.isBlank(bytes[i])) i++;
        return i < to && bytes[i] == ':' ? i : -1;
    }

    /** Returns the value in one line; null when it has a control character that would end it, or means something to somebody. */
    @Nullable
    String value() {
        var value = new byte[to - from];
        int length = 0;
        int i = from;
        while (bytes[i] != ':') i++;
        for (i++; i < to; i++) {
            int octet = bytes[i] & 0xff;
            boolean blank = Octets.isBlank(octet) || isFold(i);
            boolean escaped = length > 0 && value[length - 1] == '\\' && octet != '\r' && octet != '\n';
            if (blank && (length == 0 || Octets.isBlank(value[length - 1]) && isFoldNear(i))) continue;
            if (!blank && !escaped && !Octets.is(octet, Octets.TEXT)) return null;
            value[length++] = isFold(i) ? (byte) ' ' : bytes[i];
        }
        while (length > 0 && Octets.isBlank(value[length - 1])) length--;
        return length == 0 ? null : Text.of(value, 0, length);
    }

    // a line's end inside of a header: by the choice of lines, a blank follows
    private boolean isFold(int i) {
        return bytes[i] == '\n' || bytes[i] == '\r' && i + 1 < to && bytes[i + 1] == '\n';
    }

    private boolean isFoldNear(int i) {
        return isFold(i) || bytes[i - 1] == '\n' || bytes[i - 1] == '\r' || i + 1 < to && isFold(i + 1);
    }
}
