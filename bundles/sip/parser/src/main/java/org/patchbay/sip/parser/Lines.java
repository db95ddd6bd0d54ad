package org.patchbay.sip.parser;

/** Goes through the lines of a message's head, each of which ends with CRLF; a header's line goes on where the next begins with a blank. */
final class Lines {
    final byte[] bytes;
    private final int limit;
    private final boolean cut;
    /** The line, without its end. */
    int from;

    int to;
    /** The first octet behind the line. */
    int next;

    private boolean folded;

    Lines(byte[] bytes, int from, int to, ParserLimits limits) {
        this.bytes = bytes;
        this.next = from;
        this.cut = to - from > limits.headBytes();
        this.limit = cut ? from + limits.headBytes() : to;
    }

    /** Goes to the start line, which can't be folded. */
    void start() throws SyntaxException {
        from = next;
        to = end(from);
        next = to + 2;
    }

    /** Goes to the next header; false at the empty line that ends them, behind which {@link #next} is then. */
    boolean header() throws SyntaxException {
        from = next;
        to = end(from);
        folded = false;
        while (to > from && to + 2 < limit && Octets.isBlank(bytes[to + 2])) {
            folded = true;
            to = end(to + 2);
        }
        next = to + 2;
        return to > from;
    }

    private int end(int begin) throws SyntaxException {
        int i = begin;
        while (i < limit && bytes[i] != '\r' && bytes[i] != '\n') i++;
        if (i + 1 >= limit) throw (cut ? Fault.TOO_LARGE : Fault.UNFINISHED).exception();
        // only both together end a line: who reads one of them differently would see other headers than this
        if (bytes[i] != '\r' || bytes[i + 1] != '\n') throw Fault.CONTROL_CHARACTER.exception();
        return i;
    }

    /** Returns where the name of the header ends, or -1 when this is no header (RFC 3261 section 7.3.1). */
    int nameEnd() {
        int i = from;
        while (i < to && Octets.is(bytes[i] & 0xff, Octets.TOKEN)) i++;
        return i == from || colon(i) < 0 ? -1 : i;
    }

    private int colon(int nameEnd) {
        int i = nameEnd;
        while (i < to && Octets.isBlank(bytes[i])) i++;
        return i < to && bytes[i] == ':' ? i : -1;
    }

    /** Returns the value of the header whose name ends at {@code nameEnd}: without the blanks around it, each fold one blank. */
    Cursor value(int nameEnd, Fault fault, ValueCount count) {
        int begin = colon(nameEnd) + 1;
        if (folded) {
            var unfolded = unfolded(begin);
            return trimmed(unfolded, 0, unfolded.length, fault, count);
        }
        return trimmed(bytes, begin, to, fault, count);
    }

    private static Cursor trimmed(byte[] bytes, int from, int to, Fault fault, ValueCount count) {
        int begin = from;
        int end = to;
        while (begin < end && Octets.isBlank(bytes[begin])) begin++;
        while (end > begin && Octets.isBlank(bytes[end - 1])) end--;
        return new Cursor(bytes, begin, end, fault, count);
    }

    // LWS = [*WSP CRLF] 1*WSP, and may be replaced by one blank
    private byte[] unfolded(int begin) {
        var unfolded = new byte[to - begin];
        int length = 0;
        for (int i = begin; i < to; i++) {
            if (bytes[i] != '\r') {
                unfolded[length++] = bytes[i];
                continue;
            }
            while (length > 0 && Octets.isBlank(unfolded[length - 1])) length--;
            unfolded[length++] = ' ';
            i++;
            while (i + 1 < to && Octets.isBlank(bytes[i + 1])) i++;
        }
        return java.util.Arrays.copyOf(unfolded, length);
    }
}
