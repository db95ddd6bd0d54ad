package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.ArrayList;
import java.util.List;

/** Headers as text, for those that the parser has no class for, and those that it could not read. */
final class HeaderText {
    private HeaderText() {}

    /** Returns what every header {@code name} says, first to last. */
    static List<String> of(SIPMessage message, String name) {
        var values = new ArrayList<String>();
        message.getHeaders(name).forEachRemaining(header -> values.add(value(String.valueOf(header))));
        message.getUnrecognizedHeaders().forEachRemaining(header -> {
            String line = String.valueOf(header);
            if (named(line, name)) values.add(value(line));
        });
        return values;
    }

    private static boolean named(String line, String name) {
        return line.length() > name.length()
                && line.regionMatches(true, 0, name, 0, name.length())
                && line.substring(name.length(), Math.max(name.length(), line.indexOf(':')))
                        .isBlank();
    }

    private static String value(String line) {
        return line.substring(line.indexOf(':') + 1).strip();
    }

    /** Sets a header that nobody here reads back. */
    static void set(SIPMessage message, String name, String value) {
        var header = new ExtensionHeaderImpl(name);
        header.setValue(value);
        message.setHeader(header);
    }
}
