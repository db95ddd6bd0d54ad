package org.patchbay.sip.registrar.internal;

/** Ends a registration that is not granted; nothing of it takes effect. Unchecked, since it leaves through the location service. */
final class RejectedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why, and how it is answered. */
    enum Reason {
        MALFORMED(400, "Bad Contact"),
        TOO_MANY(403, "Too many contacts"),
        TOO_BRIEF(423, "Interval Too Brief"),
        BAD_PATH(400, "Bad Path"),
        SEVERAL_FLOWS(400, "Several reg-ids"),
        OWN_GRUU(403, "Contact is a GRUU of this user"),
        PATH_UNKNOWN(420, "Bad Extension"),
        NO_FLOW(439, "First Hop Lacks Outbound Support"),
        OUT_OF_ORDER(500, "CSeq out of order");

        final int status;
        final String phrase;

        Reason(int status, String phrase) {
            this.status = status;
            this.phrase = phrase;
        }
    }

    private final Reason reason;

    RejectedException(Reason reason) {
        super(reason.phrase, null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
