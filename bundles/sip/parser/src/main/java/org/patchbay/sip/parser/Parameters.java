package org.patchbay.sip.parser;

import gov.nist.core.NameValue;
import gov.nist.core.NameValueList;
import java.util.Locale;
import java.util.Objects;

/** Reads the parameters behind a value: {@code *(SEMI generic-param)} of RFC 3261 section 25.1. */
final class Parameters {
    private static final int MAX_PORT = 65_535;
    private static final int MAX_TTL = 255;

    private Parameters() {}

    /** Reads all parameters from here, if there are any. */
    static void read(Cursor in, NameValueList into) throws SyntaxException {
        while (in.skipSeparator(';')) add(in, into, one(in));
    }

    /** Reads one parameter, {@code name}, {@code name=value} or {@code name="value"}. */
    static NameValue one(Cursor in) throws SyntaxException {
        in.count();
        var name = in.ascii(Octets.TOKEN);
        return in.skipSeparator('=') ? value(in, name) : new NameValue(name, "", true);
    }

    /** Reads the parameters of a Via, which JAIN-SIP wants in lower case, and null for no value. */
    static void ofVia(Cursor in, NameValueList into) throws SyntaxException {
        while (in.skipSeparator(';')) {
            in.count();
            var name = lower(in.ascii(Octets.TOKEN));
            add(in, into, in.skipSeparator('=') ? viaParameter(in, name) : new NameValue(name, null));
        }
    }

    private static NameValue viaParameter(Cursor in, String name) throws SyntaxException {
        return switch (name) {
            // these two JAIN-SIP takes for numbers without looking, in clone() too
            case "rport" -> new NameValue(name, Long.toString(in.number(MAX_PORT)));
            case "ttl" -> new NameValue(name, Long.toString(in.number(MAX_TTL)));
            case "branch" -> new NameValue(name, in.ascii(Octets.TOKEN));
            default -> value(in, name);
        };
    }

    private static NameValue value(Cursor in, String name) throws SyntaxException {
        if (in.peek() != '"') return new NameValue(name, in.ascii(Octets.VALUE));
        var quoted = new NameValue(name, in.quoted());
        quoted.setQuotedValue();
        return quoted;
    }

    /** Adds a parameter; one that comes again must say the same (RFC 3261 section 7.3.1: none may come twice). */
    static void add(Cursor in, NameValueList parameters, NameValue parameter) throws SyntaxException {
        var before = parameters.put(lower(parameter.getName()), parameter);
        if (before != null && !Objects.equals(before.getValueAsObject(), parameter.getValueAsObject())) throw in.bad();
    }

    private static String lower(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 'A' && name.charAt(i) <= 'Z') return name.toLowerCase(Locale.ROOT);
        }
        return name;
    }
}
