package org.patchbay.sip.channel.internal;

import gov.nist.javax.sip.header.ims.PAssertedIdentity;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import javax.sip.address.Address;
import javax.sip.address.URI;
import javax.sip.header.HeaderAddress;
import org.patchbay.channel.Party;
import org.patchbay.pbx.Subscriber;
import org.patchbay.sip.dialog.Addresses;
import org.patchbay.sip.dialog.HeaderText;

/** Who a message is from, as far as its sender is believed, and what others are told of it (RFC 3325, RFC 5876). */
final class Identity {
    /** Whom others are shown instead of a caller who is withheld. */
    static final Party ANONYMOUS = new Party("anonymous", "Anonymous", true);

    private static final String NAME = "P-Asserted-Identity";
    private static final String NOBODY = "\"Anonymous\" <sip:anonymous@anonymous.invalid>"; // RFC 3323 section 4.1.1.3
    private static final int MAX_LENGTH = 128;

    private Identity() {}

    /**
     * Returns who calls with the credentials of {@code subscriber}; empty when From claims to be somebody else. What
     * P-Preferred-Identity wishes can only be the one identity that a user has, so that it changes nothing (RFC 3325 section 9.2).
     */
    static Optional<Party> caller(SIPMessage message, Subscriber subscriber, boolean trusted) {
        Optional<Party> asserted = trusted ? asserted(message) : Optional.empty();
        if (asserted.isPresent()) return asserted;
        URI from = message.getFrom().getAddress().getURI();
        boolean own = Addresses.user(from).equals(subscriber.number()) || Privacy.anonymous(from);
        return own ? Optional.of(new Party(subscriber.number(), subscriber.name())) : Optional.empty();
    }

    /** Returns who sent a message of a trusted peer: the first identity that names somebody (RFC 5876 section 4.5). */
    static Optional<Party> asserted(SIPMessage message) {
        for (Iterator<?> headers = message.getHeaders(NAME); headers.hasNext(); ) {
            if (!(headers.next() instanceof HeaderAddress header)) continue;
            Optional<Party> party = party(header.getAddress());
            if (party.isPresent()) return party;
        }
        return Optional.empty();
    }

    private static Optional<Party> party(Address address) {
        URI uri = address.getURI();
        String number = Addresses.number(uri);
        if (number.isBlank() || number.length() > MAX_LENGTH || number.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        String name = Objects.requireNonNullElse(address.getDisplayName(), "").strip();
        return Optional.of(new Party(number, name.substring(0, Math.min(name.length(), MAX_LENGTH))));
    }

    /** Returns {@code party} as it stands in From: nobody, if it is withheld. */
    static String address(Party party, String domain) {
        return party.withheld() ? NOBODY : Addresses.addressText(party, domain);
    }

    /** Tells a trusted receiver who {@code party} is, and that others must not be told, if so (RFC 3325 section 9.1). */
    static void tell(SIPMessage message, Party party, String domain) {
        if (!party.number().equalsIgnoreCase(ANONYMOUS.number())) {
            message.setHeader(new PAssertedIdentity(Addresses.address(Addresses.addressText(party, domain))));
        }
        if (party.withheld()) askPrivacy(message);
    }

    /** Asks the receiver to tell nobody who it may know from elsewhere (RFC 3325 section 9.3). */
    static void askPrivacy(SIPMessage message) {
        HeaderText.set(message, Privacy.NAME, "id");
    }
}
