package org.patchbay.sip.parser;

import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.StatusLine;

/** Tells from the first line what a message is, and reads that line (RFC 3261 sections 7.1 and 7.2). */
final class StartLine {
    /** What the first line begins or ends like. */
    enum Kind {
        REQUEST,
        RESPONSE,
        NEITHER
    }

    private static final String VERSION = "SIP/2.0";
    private static final int LONGEST_METHOD = 128;

    private StartLine() {}

    static Kind kind(byte[] bytes, int from, int to) {
        if (isProtocol(bytes, from, to)) return Kind.RESPONSE;
        int end = from;
        while (end < to && bytes[end] != '\r' && bytes[end] != '\n') end++;
        while (end > from && Octets.isBlank(bytes[end - 1])) end--;
        int version = end;
        while (version > from && !Octets.isBlank(bytes[version - 1])) version--;
        int method = methodEnd(bytes, from, end);
        return method > from && method < version && isProtocol(bytes, version, end) ? Kind.REQUEST : Kind.NEITHER;
    }

    /** Returns where the method ends, {@code from} when there is none. */
    static int methodEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && i - from <= LONGEST_METHOD && Octets.is(bytes[i] & 0xff, Octets.TOKEN)) i++;
        return i < to && bytes[i] == ' ' ? i : from;
    }

    // SIP/ and a digit, in any case
    private static boolean isProtocol(byte[] bytes, int from, int to) {
        return to - from >= 5
                && (bytes[from] | 0x20) == 's'
                && (bytes[from + 1] | 0x20) == 'i'
                && (bytes[from + 2] | 0x20) == 'p'
                && bytes[from + 3] == '/'
                && Octets.is(bytes[from + 4] & 0xff, Octets.DIGIT);
    }

    /** Reads {@code Method SP Request-URI SP SIP-Version}, with exactly these blanks. */
    static RequestLine request(Cursor in) throws SyntaxException {
        int method = in.run(Octets.TOKEN);
        var line = new RequestLine();
        line.setMethod(Words.of(in.bytes, method, in.at));
        in.expect(' ');
        int version = lastBlank(in);
        if (version <= in.at) throw in.bad();
        if (!isVersion2(in.bytes, version + 1, in.end))
            throw versionFault(in, version + 1).exception();
        var uri = new Cursor(in.bytes, in.at, version, Fault.REQUEST_URI, new ValueCount(in.end - in.at));
        // section 19.1.1: no headers in a Request-URI
        if (isSip(uri) && uri.find('?', version) > uri.find('@', version)) throw uri.bad();
        line.setUri(Uris.uri(uri, version));
        return line;
    }

    private static boolean isSip(Cursor uri) {
        return uri.end - uri.at > 3 && (uri.bytes[uri.at] | 0x20) == 's' && (uri.bytes[uri.at + 1] | 0x20) == 'i';
    }

    private static int lastBlank(Cursor in) {
        int i = in.end - 1;
        while (i > in.at && in.bytes[i] != ' ') i--;
        return i;
    }

    // case does not count in it, but capitals are what must be sent (section 7.1)
    private static boolean isVersion2(byte[] bytes, int from, int to) {
        return to - from == VERSION.length()
                && isProtocol(bytes, from, to)
                && bytes[from + 4] == '2'
                && bytes[from + 5] == '.'
                && bytes[from + 6] == '0';
    }

    private static Fault versionFault(Cursor in, int version) {
        int i = version + 4;
        while (i < in.end && (Octets.is(in.bytes[i] & 0xff, Octets.DIGIT) || in.bytes[i] == '.')) i++;
        return isProtocol(in.bytes, version, in.end) && i == in.end ? Fault.VERSION : Fault.REQUEST_LINE;
    }

    /** Reads {@code SIP-Version SP Status-Code SP Reason-Phrase}; the reason may be empty. */
    static StatusLine status(Cursor in) throws SyntaxException {
        if (in.end - in.at < 12 || !isVersion2(in.bytes, in.at, in.at + 7)) throw in.bad();
        in.at += 7;
        in.expect(' ');
        int digits = in.at;
        int status = (int) in.number(699);
        if (status < 100 || in.at - digits != 3) throw in.bad();
        in.expect(' ');
        int reason = in.at;
        if (!in.ended()) in.run(Octets.TEXT);
        in.expectEnd();
        var line = new StatusLine();
        line.setStatusCode(status);
        line.setReasonPhrase(Text.of(in.bytes, reason, in.end));
        return line;
    }
}
