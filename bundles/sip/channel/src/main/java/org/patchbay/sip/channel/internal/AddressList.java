package org.patchbay.sip.channel.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.patchbay.sip.dialog.HeaderText;

/**
 * Lists of addresses with parameters, as they stand in Diversion and History-Info. Whatever a peer writes there, what can't be
 * read is left out and counted, and nothing is thrown.
 */
final class AddressList {
    private static final int MAX_LENGTH = 1024;

    private AddressList() {}

    /** One address: its display name, its URI, and the parameters of the header, with names in lower case. */
    record Entry(String name, SipAddressText uri, Map<String, String> parameters) {}

    /** What was read, and how many entries were not. */
    record Content(List<Entry> entries, int dropped) {}

    /** Reads at most {@code most} entries of the headers that say {@code values}. */
    static Content read(List<String> values, int most) {
        var entries = new ArrayList<Entry>();
        int dropped = 0;
        for (String value : values) {
            for (String text : HeaderText.split(value, ',')) {
                Optional<Entry> entry = entries.size() < most ? entry(text.strip()) : Optional.empty();
                if (entry.isPresent()) entries.add(entry.get());
                else dropped++;
            }
        }
        return new Content(entries, dropped);
    }

    private static Optional<Entry> entry(String text) {
        if (text.length() > MAX_LENGTH || text.chars().anyMatch(Character::isISOControl)) return Optional.empty();
        int open = outside(text, '<');
        if (open < 0) return bare(text);
        int close = text.indexOf('>', open);
        if (close < 0) return Optional.empty();
        String name = unquoted(text.substring(0, open).strip());
        return entry(name, text.substring(open + 1, close), text.substring(close + 1));
    }

    /** RFC 3261 section 20: without angle brackets the parameters are the header's. */
    private static Optional<Entry> bare(String text) {
        int end = text.indexOf(';');
        return end < 0 ? entry("", text, "") : entry("", text.substring(0, end), text.substring(end));
    }

    private static Optional<Entry> entry(String name, String uri, String parameters) {
        return SipAddressText.of(uri.strip()).map(read -> new Entry(name, read, parameters(parameters)));
    }

    private static Map<String, String> parameters(String text) {
        var parameters = new HashMap<String, String>();
        for (String parameter : HeaderText.split(text, ';')) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            String value =
                    equals < 0 ? "" : unquoted(parameter.substring(equals + 1).strip());
            parameters.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), value);
        }
        return parameters;
    }

    private static int outside(String text, char wanted) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            if (quoted && at == '\\') i++;
            else if (at == '"') quoted = !quoted;
            else if (at == wanted && !quoted) return i;
        }
        return -1;
    }

    private static String unquoted(String text) {
        if (text.length() < 2 || text.charAt(0) != '"' || text.charAt(text.length() - 1) != '"') return text;
        return text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
    }
}
