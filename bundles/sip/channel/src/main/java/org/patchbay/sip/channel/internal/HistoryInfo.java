package org.patchbay.sip.channel.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.patchbay.channel.Diversion;
import org.patchbay.channel.Diversion.Reason;
import org.patchbay.channel.Party;
import org.patchbay.sip.channel.internal.AddressList.Entry;
import org.patchbay.sip.dialog.Addresses;

/** The header History-Info (RFC 7044): every target that a call has had; those that it left for others are diversions (RFC 7544). */
final class HistoryInfo {
    static final String NAME = "History-Info";

    private static final Pattern CAUSE = Pattern.compile("[;?&]cause=(\\d{3})(?!\\d)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PRIVATE = Pattern.compile("[?&]privacy=(?!none)", Pattern.CASE_INSENSITIVE);

    private HistoryInfo() {}

    static List<Diversion> diversions(List<Entry> entries) {
        Map<String, Entry> byIndex = new HashMap<>();
        var diversions = new ArrayList<Diversion>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (i > 0) {
                Entry left = parent(entry, byIndex).orElse(entries.get(i - 1));
                reason(entry, left).ifPresent(reason -> diversions.add(new Diversion(party(left), reason, 1)));
            }
            byIndex.putIfAbsent(entry.parameters().getOrDefault("index", "?"), entry);
        }
        return diversions;
    }

    /** Returns the entry that this one was mapped from (RFC 7044 section 5.1). */
    private static Optional<Entry> parent(Entry entry, Map<String, Entry> byIndex) {
        return Optional.ofNullable(entry.parameters().get("mp")).map(byIndex::get);
    }

    /** The new target has the cause (RFC 4458, RFC 7544 section 5), or as before RFC 7044 the one that was left has a Reason. */
    private static Optional<Reason> reason(Entry entry, Entry left) {
        return cause(entry.uri().parameters()).or(() -> cause(left.uri().headers()));
    }

    private static Optional<Reason> cause(String text) {
        Matcher cause = CAUSE.matcher(text);
        return cause.find() ? Optional.of(reason(cause.group(1))) : Optional.empty();
    }

    private static Party party(Entry entry) {
        return new Party(
                entry.uri().number(),
                entry.name(),
                PRIVATE.matcher(entry.uri().headers()).find()
                        || entry.uri().host().toLowerCase(Locale.ROOT).endsWith("anonymous.invalid"));
    }

    private static Reason reason(String cause) {
        return switch (cause) {
            case "302" -> Reason.UNCONDITIONAL;
            case "486" -> Reason.BUSY;
            case "408" -> Reason.NO_ANSWER;
            case "480", "487" -> Reason.DEFLECTED;
            case "503" -> Reason.UNAVAILABLE;
            default -> Reason.UNKNOWN;
        };
    }

    private static int cause(Reason reason) {
        return switch (reason) {
            case UNKNOWN -> 404;
            case UNCONDITIONAL -> 302;
            case BUSY -> 486;
            case NO_ANSWER -> 408;
            case DEFLECTED -> 480;
            case UNAVAILABLE -> 503;
        };
    }

    /** Returns what the header says of a call that was diverted like this and is now for {@code dialled}. */
    static String text(List<Diversion> diversions, String dialled, String domain) {
        var text = new StringBuilder(entry(diversions.getFirst().by(), domain, "")).append(";index=1");
        String index = "1";
        for (int i = 0; i < diversions.size(); i++) {
            Party next = i + 1 < diversions.size() ? diversions.get(i + 1).by() : new Party(dialled, "");
            String cause = ";cause=" + cause(diversions.get(i).reason());
            text.append(", ").append(entry(next, domain, cause));
            text.append(";index=").append(index).append(".1;mp=").append(index);
            index += ".1";
        }
        return text.toString();
    }

    private static String entry(Party party, String domain, String parameters) {
        String address = Addresses.addressText(party, domain);
        String privacy = party.withheld() ? "?Privacy=history" : ""; // RFC 7044 section 10.1.2
        return address.substring(0, address.length() - 1) + parameters + privacy + '>';
    }
}
