package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.message.SIPMessage;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.sip.header.ContentEncodingHeader;

/** What a message carries after its headers. */
sealed interface Body {
    /** Nothing. */
    record None() implements Body {}

    /** A session description. */
    record Description(String text) implements Body {}

    /** Something else: {@code type} in lower case, such as {@code application/dtmf-relay}. */
    record Other(String type, String text) implements Body {}

    static Body of(SIPMessage message) {
        byte[] content = message.getRawContent();
        if (content == null || content.length == 0) return new None();
        String text = new String(content, StandardCharsets.UTF_8);
        ContentType header = message.getContentTypeHeader();
        if (header == null) return new Other("", text);
        String type = (header.getContentType() + '/' + header.getContentSubType()).toLowerCase(Locale.ROOT);
        return type.equals("application/sdp") && plain(message) ? new Description(text) : new Other(type, text);
    }

    private static boolean plain(SIPMessage message) {
        ContentEncodingHeader encoding = message.getContentEncoding();
        return encoding == null || encoding.getEncoding().equalsIgnoreCase("identity");
    }
}
