package org.patchbay.sip.channel.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.patchbay.channel.Diversion;
import org.patchbay.channel.Diversion.Reason;
import org.patchbay.channel.Party;
import org.patchbay.sip.channel.internal.AddressList.Entry;
import org.patchbay.sip.dialog.Addresses;

/** The header Diversion (RFC 5806): who has diverted a call, the last of them first. */
final class DiversionHeader {
    static final String NAME = "Diversion";

    private static final int MAX_TIMES = 1_000;

    private DiversionHeader() {}

    static List<Diversion> diversions(List<Entry> entries) {
        return entries.reversed().stream().map(DiversionHeader::diversion).toList();
    }

    private static Diversion diversion(Entry entry) {
        boolean withheld = !entry.parameters().getOrDefault("privacy", "off").equalsIgnoreCase("off");
        var by = new Party(entry.uri().number(), entry.name(), withheld);
        return new Diversion(by, reason(entry.parameters().getOrDefault("reason", "")), times(entry));
    }

    /** RFC 5806 section 5.2: the entry stands for so many diversions. */
    private static int times(Entry entry) {
        String counter = entry.parameters().getOrDefault("counter", "");
        if (!counter.matches("\\d{1,9}")) return counter.matches("\\d+") ? MAX_TIMES : 1;
        return Math.clamp(Integer.parseInt(counter), 1, MAX_TIMES);
    }

    private static Reason reason(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "unconditional" -> Reason.UNCONDITIONAL;
            case "user-busy" -> Reason.BUSY;
            case "no-answer" -> Reason.NO_ANSWER;
            case "deflection" -> Reason.DEFLECTED;
            case "unavailable" -> Reason.UNAVAILABLE;
            default -> Reason.UNKNOWN;
        };
    }

    private static String text(Reason reason) {
        return switch (reason) {
            case UNKNOWN -> "unknown";
            case UNCONDITIONAL -> "unconditional";
            case BUSY -> "user-busy";
            case NO_ANSWER -> "no-answer";
            case DEFLECTED -> "deflection";
            case UNAVAILABLE -> "unavailable";
        };
    }

    /** Returns what the header says of {@code diversions}. */
    static String text(List<Diversion> diversions, String domain) {
        var texts = new ArrayList<String>();
        for (Diversion diversion : diversions.reversed()) {
            texts.add(Addresses.addressText(diversion.by(), domain)
                    + ";reason=" + text(diversion.reason())
                    + ";counter=" + diversion.times()
                    + (diversion.by().withheld() ? ";privacy=full" : ""));
        }
        return String.join(", ", texts);
    }
}
