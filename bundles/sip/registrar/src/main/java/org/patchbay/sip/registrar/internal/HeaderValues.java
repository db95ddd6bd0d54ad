package org.patchbay.sip.registrar.internal;

import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.ArrayList;
import java.util.List;

/** Headers as lists of values (RFC 3261 section 7.3.1), however the parser cuts those that it has no class for. */
final class HeaderValues {
    private HeaderValues() {}

    /** Returns the values of every header {@code name}, first to last. */
    static List<String> of(SIPMessage message, String name) {
        var values = new ArrayList<String>();
        message.getHeaders(name).forEachRemaining(header -> split(text(String.valueOf(header)), values));
        return values;
    }

    /** Sets a header that nobody here reads back. */
    static void set(SIPMessage message, String name, String value) {
        var header = new ExtensionHeaderImpl(name);
        header.setValue(value);
        message.setHeader(header);
    }

    /** Returns what follows the name of a header. */
    static String text(String header) {
        return header.substring(header.indexOf(':') + 1).strip();
    }

    // a comma within quotes or angle brackets separates nothing
    private static void split(String text, List<String> values) {
        boolean quoted = false;
        boolean bracketed = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i += quoted ? 1 : 0;
                case '"' -> quoted ^= !bracketed;
                case '<' -> bracketed |= !quoted;
                case '>' -> bracketed &= quoted;
                case ',' -> {
                    if (quoted || bracketed) continue;
                    add(text.substring(from, i), values);
                    from = i + 1;
                }
                default -> {
                    // part of a value
                }
            }
        }
        add(text.substring(from), values);
    }

    private static void add(String value, List<String> values) {
        if (!value.isBlank()) values.add(value.strip());
    }
}
