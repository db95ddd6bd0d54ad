package org.patchbay.sip.event.internal;

import gov.nist.javax.sip.message.SIPMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.patchbay.sip.dialog.HeaderText;

/** The headers of events. */
final class Headers {
    private Headers() {}

    /**
     * The Event header (RFC 6665 section 8.2.1).
     *
     * @param id tells several subscriptions of a phone apart; empty when it doesn't
     */
    record Event(String name, String id) {
        @Override
        public String toString() {
            return id.isEmpty() ? name : name + ";id=" + id;
        }
    }

    static Optional<Event> event(SIPMessage message) {
        return HeaderText.first(message, "Event").map(text -> {
            var parts = text.split(";");
            var id = Arrays.stream(parts)
                    .skip(1)
                    .map(String::strip)
                    .filter(part -> part.toLowerCase(Locale.ROOT).startsWith("id="))
                    .map(part -> part.substring("id=".length()))
                    .findFirst();
            return new Event(parts[0].strip(), id.orElse(""));
        });
    }

    /** Returns the first of {@code offered} that the peer accepts (RFC 6665 section 3.1.3). */
    static Optional<String> accepted(SIPMessage message, List<String> offered) {
        var ranges = HeaderText.list(message, "Accept").stream()
                .map(range -> range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .toList();
        // without the header: the type that the package usually writes
        if (ranges.isEmpty()) return offered.stream().findFirst();
        return offered.stream()
                .filter(type -> ranges.stream().anyMatch(range -> matches(range, type.toLowerCase(Locale.ROOT))))
                .findFirst();
    }

    private static boolean matches(String range, String type) {
        if (range.equals("*/*") || range.equals(type)) return true;
        return range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1));
    }

    /** Returns Expires in seconds; -1 when it isn't there. */
    static int expires(SIPMessage message) {
        var header = message.getExpires();
        return header == null ? -1 : header.getExpires();
    }
}
