package org.patchbay.sip.parser;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.parser.ParserFactory;
import java.text.ParseException;

/**
 * Leaves to JAIN-SIP's own parsers what comes rarely, by a name that it knows. They take much for right that isn't, and write it as
 * something else again; so a header is believed only when what is written of it is the same, or at least is read the same.
 */
final class RareHeaders {
    // some of those parsers copy the rest of the line for each element, so their time grows with its square
    private static final int LONGEST = 2048;

    private RareHeaders() {}

    static SIPHeader read(HeaderName name, Cursor in) throws SyntaxException {
        if (in.end - in.at > LONGEST) throw in.bad();
        var line = name + ": " + Text.of(in.bytes, in.at, in.end) + "\n";
        try {
            var header = parsed(line);
            var written = header.encode();
            if (!sameButForBlanks(line, written)
                    && !parsed(written.replace("\r", "")).encode().equals(written)) {
                throw in.bad();
            }
            return header;
        } catch (ParseException | RuntimeException | StackOverflowError bad) {
            throw in.bad();
        }
    }

    private static SIPHeader parsed(String line) throws ParseException {
        return ParserFactory.createParser(line).parse();
    }

    private static boolean sameButForBlanks(String line, String written) {
        int i = 0;
        int j = 0;
        while (true) {
            while (i < line.length() && line.charAt(i) <= ' ') i++;
            while (j < written.length() && written.charAt(j) <= ' ') j++;
            if (i == line.length() || j == written.length()) return i == line.length() && j == written.length();
            if (line.charAt(i++) != written.charAt(j++)) return false;
        }
    }
}
