package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.message.SIPRequest;
import org.patchbay.channel.Origin;
import org.patchbay.sip.dialog.HeaderText;

/**
 * What an INVITE of ours tells of where the call comes from, besides From.
 *
 * @param domain the host part of the addresses in it
 * @param to how far the receiver is let in
 */
record Disclosure(Origin origin, String dialled, String domain, Receiver to) {
    /** Who gets the INVITE. */
    enum Receiver {
        /** A telephone that is told no more than its user may know. */
        PHONE,
        /** Another server of which the same is true; it may know the caller otherwise, by its account. */
        PEER,
        /** Who belongs to our trust domain (RFC 3324). */
        TRUSTED,
        /** The same, and knows the header Diversion. */
        TRUSTED_WITH_DIVERSION
    }

    boolean trusted() {
        return to == Receiver.TRUSTED || to == Receiver.TRUSTED_WITH_DIVERSION;
    }

    void write(SIPRequest invite) {
        switch (to) {
            case PHONE -> {
                // From says all that it may know
            }
            case PEER -> {
                if (origin.caller().withheld()) Identity.askPrivacy(invite);
            }
            case TRUSTED -> tell(invite);
            case TRUSTED_WITH_DIVERSION -> {
                tell(invite);
                if (!origin.diversions().isEmpty()) {
                    HeaderText.set(invite, DiversionHeader.NAME, DiversionHeader.text(origin.diversions(), domain));
                }
            }
        }
    }

    private void tell(SIPRequest invite) {
        Identity.tell(invite, origin.caller(), domain);
        if (!origin.diversions().isEmpty()) {
            HeaderText.set(invite, HistoryInfo.NAME, HistoryInfo.text(origin.diversions(), dialled, domain));
        }
    }
}
