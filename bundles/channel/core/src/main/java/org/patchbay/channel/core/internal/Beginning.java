package org.patchbay.channel.core.internal;

import java.util.Optional;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Channel;
import org.patchbay.channel.Origin;
import org.patchbay.channel.Party;
import org.patchbay.channel.Transferor;

/**
 * Who began a call and what for; the same whichever legs it has later.
 *
 * @param device the one device of {@code dialled} that is wanted; empty for whichever answers
 */
record Beginning(
        Origin origin, String dialled, String context, Optional<AddressOfRecord> subscriber, Optional<String> device) {
    static Beginning of(Channel incoming) {
        return new Beginning(
                new Origin(incoming.caller(), incoming.diversions()),
                incoming.dialled(),
                incoming.context(),
                incoming.subscriber(),
                incoming.device());
    }

    /** Returns the beginning of the call that {@code transferred} enters: what it reaches is what {@code by} could. */
    static Beginning ofTransfer(Leg transferred, String number, Transferor by) {
        var origin = new Origin(transferred.peer(), transferred.channel().diversions(), Optional.of(by));
        return new Beginning(origin, number, by.context(), by.subscriber(), Optional.empty());
    }

    Party caller() {
        return origin.caller();
    }

    /** Tells whether who has that context and that address may take a leg's place: one who could have called, or the caller. */
    boolean admits(String fromContext, Optional<AddressOfRecord> who) {
        return context.equals(fromContext) || who.isPresent() && who.equals(subscriber);
    }
}
