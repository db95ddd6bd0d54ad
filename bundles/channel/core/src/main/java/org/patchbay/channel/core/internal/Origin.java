package org.patchbay.channel.core.internal;

import java.util.Optional;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Channel;
import org.patchbay.channel.Party;
import org.patchbay.channel.Transferor;

/**
 * Who began a call and what for; the same whichever legs it has later.
 *
 * @param device the one device of {@code dialled} that is wanted; empty for whichever answers
 * @param transferor who transferred the call here; empty when it came by itself
 */
record Origin(
        Party caller,
        String dialled,
        String context,
        Optional<AddressOfRecord> subscriber,
        Optional<String> device,
        Optional<Transferor> transferor) {
    static Origin of(Channel incoming) {
        return new Origin(
                incoming.caller(),
                incoming.dialled(),
                incoming.context(),
                incoming.subscriber(),
                incoming.device(),
                Optional.empty());
    }

    /** Returns the origin of the call that {@code transferred} enters: what it reaches is what {@code by} could. */
    static Origin ofTransfer(Party transferred, String number, Transferor by) {
        return new Origin(transferred, number, by.context(), by.subscriber(), Optional.empty(), Optional.of(by));
    }

    /** Tells whether who has that context and that address may take a leg's place: one who could have called, or the caller. */
    boolean admits(String fromContext, Optional<AddressOfRecord> who) {
        return context.equals(fromContext) || who.isPresent() && who.equals(subscriber);
    }
}
