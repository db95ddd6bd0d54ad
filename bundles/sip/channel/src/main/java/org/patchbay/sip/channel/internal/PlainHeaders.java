package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.ArrayList;
import java.util.List;
import javax.sip.header.Header;

/** Headers as text, whatever JAIN-SIP makes of them. */
final class PlainHeaders {
    private PlainHeaders() {}

    static void set(SIPMessage message, String name, String value) {
        var header = new ExtensionHeaderImpl(name);
        header.setValue(value);
        message.setHeader(header);
    }

    /** Returns the values of a header that may come once only, by any of its names; the parser keeps what comes again as it stands. */
    static List<String> values(SIPMessage message, String... names) {
        var values = new ArrayList<String>();
        message.getHeaders(names[0]).forEachRemaining(header -> {
            if (header instanceof Header one) values.add(afterColon(one.toString()));
        });
        message.getUnrecognizedHeaders().forEachRemaining(line -> {
            String name = line.substring(0, Math.max(0, line.indexOf(':'))).strip();
            for (String wanted : names) if (wanted.equalsIgnoreCase(name)) values.add(afterColon(line));
        });
        return values;
    }

    private static String afterColon(String line) {
        return line.substring(line.indexOf(':') + 1).strip();
    }
}
