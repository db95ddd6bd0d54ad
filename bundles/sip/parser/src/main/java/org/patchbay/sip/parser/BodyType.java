package org.patchbay.sip.parser;

import gov.nist.javax.sip.header.ContentType;
import org.jspecify.annotations.Nullable;

/**
 * A Content-Type whose charset concerns the body alone. JAIN-SIP would encode the headers in it as well, and throws when it
 * doesn't know it: {@code charset=utf-16} garbles a message, {@code charset=x} can't even be logged.
 */
final class BodyType extends ContentType {
    private static final long serialVersionUID = 1L;

    BodyType with(String type, String subType) {
        setContentType(type, subType);
        return this;
    }

    /** Returns none, which stands for UTF-8; the parameter itself is there to be read. */
    @Override
    public @Nullable String getCharset() {
        return null;
    }
}
