package org.patchbay.sip.trunk.internal;

import gov.nist.javax.sip.message.SIPRequest;
import java.time.Duration;
import java.util.List;
import org.patchbay.sip.SipTransactions.Hop;
import org.patchbay.sip.dialog.Dialog;

/** Numbers and signs the REGISTER requests of one account; what is known from one to the next is here. */
final class Registrar {
    private final Surroundings around;
    private final Account account;
    private final ClientDigest digest;
    private final Dialog.Id id;
    private long sequence;
    private List<Challenge> known = List.of();

    Registrar(Surroundings around, Account account, ClientDigest digest) {
        this.around = around;
        this.account = account;
        this.digest = digest;
        this.id = around.identifier();
    }

    Surroundings around() {
        return around;
    }

    Account account() {
        return account;
    }

    ClientDigest digest() {
        return digest;
    }

    /** Returns the next REGISTER, signed in advance when the challenge is known (RFC 7616 section 3.6). */
    SIPRequest next(Server server, Duration expires) {
        Hop hop = server.hops().getFirst();
        String contact = TrunkRequests.contact(account, around.transactions().advertised(hop), hop.transport());
        // RFC 3261 section 10.2.4: one Call-ID for all, and numbers that rise
        var sender = new TrunkRequests.Sender(id, server.uri(), hop, ++sequence);
        SIPRequest request = TrunkRequests.register(account, sender, contact, expires);
        if (!known.isEmpty()) digest.authorize(request, known);
        return request;
    }

    /** Gives {@code request} the next number. */
    void number(SIPRequest request) {
        TrunkRequests.number(request, ++sequence);
    }

    /** Keeps what the server asks, for the next request. */
    void learned(List<Challenge> challenges) {
        known = List.copyOf(challenges);
    }

    boolean signsInAdvance() {
        return !known.isEmpty();
    }
}
