package org.patchbay.sip.parser;

/** Goes through one header's value, or the start line. Whatever isn't as the grammar has it throws the fault that it was given. */
final class Cursor {
    final byte[] bytes;
    final int end;
    private final Fault fault;
    private final ValueCount count;
    int at;

    Cursor(byte[] bytes, int from, int end, Fault fault, ValueCount count) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
        this.fault = fault;
        this.count = count;
    }

    SyntaxException bad() {
        return fault.exception();
    }

    /** Counts one more value of a list; throws when the message has too many. */
    void count() throws SyntaxException {
        count.one();
    }

    boolean ended() {
        return at >= end;
    }

    /** Returns the next octet, or -1 at the end. */
    int peek() {
        return at < end ? bytes[at] & 0xff : -1;
    }

    boolean skip(int octet) {
        if (peek() != octet) return false;
        at++;
        return true;
    }

    void expect(int octet) throws SyntaxException {
        if (!skip(octet)) throw bad();
    }

    void expectEnd() throws SyntaxException {
        if (at < end) throw bad();
    }

    void blanks() {
        while (at < end && Octets.isBlank(bytes[at])) at++;
    }

    /** Skips {@code octet} with the blanks on both sides, such as SEMI; leaves blanks alone when it isn't there. */
    boolean skipSeparator(int octet) {
        int before = at;
        blanks();
        if (!skip(octet)) {
            at = before;
            return false;
        }
        blanks();
        return true;
    }

    /** Skips all octets of {@code rule} and returns where they began; throws when there is none. */
    int run(int rule) throws SyntaxException {
        int from = at;
        while (at < end && Octets.is(bytes[at] & 0xff, rule)) at++;
        if (at == from) throw bad();
        return from;
    }

    /** Reads octets of a rule that admits ASCII only. */
    String ascii(int rule) throws SyntaxException {
        int from = run(rule);
        return Words.of(bytes, from, at);
    }

    /** Skips octets of a URI up to {@code to}, all of which must be of {@code rule}, and escapes complete. */
    String escaped(int rule, int to) throws SyntaxException {
        int from = at;
        for (; at < to; at++) {
            int octet = bytes[at] & 0xff;
            if (!Octets.is(octet, rule)) throw bad();
            if (octet == '%') hex(to);
        }
        return Words.of(bytes, from, to);
    }

    private void hex(int to) throws SyntaxException {
        boolean hex = at + 2 < to
                && Octets.is(bytes[at + 1] & 0xff, Octets.HEX)
                && Octets.is(bytes[at + 2] & 0xff, Octets.HEX);
        if (!hex) throw bad();
        at += 2;
    }

    /** Reads a quoted string, at whose opening quote this is; without the quotes, its escapes kept as they are, as JAIN-SIP does. */
    String quoted() throws SyntaxException {
        int from = ++at;
        while (at < end) {
            int octet = bytes[at] & 0xff;
            if (octet == '"') return Text.of(bytes, from, at++);
            if (octet == '\\') quotedPair();
            else if (!Octets.is(octet, Octets.TEXT)) throw bad();
            at++;
        }
        throw bad();
    }

    // any ASCII but the two that end a line
    private void quotedPair() throws SyntaxException {
        at++;
        if (at >= end || bytes[at] < 0 || bytes[at] == '\r' || bytes[at] == '\n') throw bad();
    }

    /** Reads a number of any count of digits, leading zeros among them; throws when it is above {@code most}. */
    long number(long most) throws SyntaxException {
        int from = run(Octets.DIGIT);
        long number = 0;
        for (int i = from; i < at; i++) {
            number = number * 10 + bytes[i] - '0';
            if (number > most) throw bad();
        }
        return number;
    }

    /** Returns where the first {@code octet} from here to {@code to} is, or -1. */
    int find(int octet, int to) {
        for (int i = at; i < to; i++) {
            if (bytes[i] == octet) return i;
        }
        return -1;
    }
}
