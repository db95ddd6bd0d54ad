package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPMessage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patchbay.sip.dialog.Dialog;
import org.patchbay.sip.dialog.HeaderText;

/**
 * The dialog whose place is asked for (RFC 3891 section 6.1), as the side sees it that is asked.
 *
 * @param id how it is found: {@code to-tag} is ours
 * @param remoteTag {@code from-tag}, its peer's
 * @param earlyOnly whether it may be taken only while it is not answered
 */
record Replaces(Dialog.Id id, String remoteTag, boolean earlyOnly) {
    static final String NAME = "Replaces";

    private static final String JOIN = "Join";
    private static final int LONGEST = 1_000;

    /** Reads a header's value; empty when it is malformed, has a tag twice or none. */
    static Optional<Replaces> parse(String value) {
        if (value.length() > LONGEST) return Optional.empty();
        String[] parts = value.split(";", -1);
        String callId = parts[0].strip();
        @Nullable String toTag = null;
        @Nullable String fromTag = null;
        boolean earlyOnly = false;
        for (int i = 1; i < parts.length; i++) {
            String[] parameter = parts[i].strip().split("=", 2);
            String name = parameter[0].strip().toLowerCase(Locale.ROOT);
            String text = parameter.length < 2 ? "" : parameter[1].strip();
            switch (name) {
                case "to-tag" -> {
                    if (toTag != null) return Optional.empty();
                    toTag = text;
                }
                case "from-tag" -> {
                    if (fromTag != null) return Optional.empty();
                    fromTag = text;
                }
                case "early-only" -> earlyOnly = true;
                default -> {
                    // RFC 3891 section 6.1: of extensions we know nothing
                }
            }
        }
        if (callId.isEmpty() || toTag == null || toTag.isEmpty() || fromTag == null) return Optional.empty();
        return Optional.of(new Replaces(new Dialog.Id(callId, toTag), fromTag, earlyOnly));
    }

    /** Tells whether {@code invite} asks for somebody's place. */
    static boolean in(SIPMessage invite) {
        return invite.hasHeader(NAME);
    }

    /** Returns whose place {@code invite} asks for; empty when it says that twice, in another way as well, or unreadably. */
    static Optional<Replaces> of(SIPMessage invite) {
        List<String> values = HeaderText.of(invite, NAME);
        // RFC 3891 section 3, RFC 3911 section 4
        return values.size() == 1 && !invite.hasHeader(JOIN) ? parse(values.getFirst()) : Optional.empty();
    }
}
