package org.patchbay.sip.dialog;

import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Headers as text, for those that the parser has no class for, and those that it could not read. */
public final class HeaderText {
    private HeaderText() {}

    /** Returns what every header says that has one of {@code names} (the first is the long one), first to last. */
    public static List<String> of(SIPMessage message, String... names) {
        var values = new ArrayList<String>();
        message.getHeaders(names[0]).forEachRemaining(header -> values.add(value(String.valueOf(header))));
        message.getUnrecognizedHeaders().forEachRemaining(line -> {
            String name = line.substring(0, Math.max(0, line.indexOf(':'))).strip();
            for (String wanted : names) if (wanted.equalsIgnoreCase(name)) values.add(value(line));
        });
        return values;
    }

    /** Returns what the first header {@code name} says. */
    public static Optional<String> first(SIPMessage message, String name) {
        return Optional.ofNullable(message.getHeader(name)).map(header -> value(header.toString()));
    }

    /** Returns the values of the lists that every header {@code name} holds, without empty ones (RFC 3261 section 7.3.1). */
    public static List<String> list(SIPMessage message, String name) {
        return of(message, name).stream()
                .flatMap(text -> split(text, ',').stream())
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** Sets a header that nobody here reads back. */
    public static void set(SIPMessage message, String name, String value) {
        var header = new ExtensionHeaderImpl(name);
        header.setValue(value);
        message.setHeader(header);
    }

    /** Cuts {@code text} at each {@code separator} that stands neither in quotes nor in angle brackets. */
    public static List<String> split(String text, char separator) {
        var parts = new ArrayList<String>();
        boolean quoted = false;
        boolean bracketed = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            if (quoted && at == '\\') i++;
            else if (at == '"') quoted ^= !bracketed;
            else if (at == '<') bracketed |= !quoted;
            else if (at == '>') bracketed &= quoted;
            else if (at == separator && !quoted && !bracketed) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static String value(String line) {
        return line.substring(line.indexOf(':') + 1).strip();
    }
}
