package org.patchbay.sip.event.internal;

import gov.nist.javax.sip.address.SipUri;
import java.util.List;
import java.util.Optional;
import javax.sip.address.URI;
import org.jspecify.annotations.Nullable;
import org.patchbay.channel.Binding;
import org.patchbay.sip.Gruus;
import org.patchbay.sip.dialog.Addresses;

/** Whom a request URI means. */
sealed interface Receiver {
    /** All devices of a user. The number is empty when the URI has none. */
    record Everywhere(String number) implements Receiver {}

    /** One device of a user and no other (RFC 5627 section 5.1), known by its instance. */
    record OneDevice(String number, String instance) implements Receiver {
        /** Returns those of {@code bindings} that lead to it; none: it is not registered. */
        List<Binding> of(List<Binding> bindings) {
            return bindings.stream()
                    .filter(binding -> binding.device().equals(Optional.of(instance)))
                    .toList();
        }
    }

    /** The URI was for one device, and isn't valid or not any more: it leads nowhere, not to the user (RFC 5627 section 5.4). */
    record Nobody() implements Receiver {}

    /** The URI is for one device, and what knows which is being replaced. */
    record NotKnownNow() implements Receiver {}

    /** Reads {@code uri}; {@code gruus} is null while nothing knows the URIs of single devices. */
    static Receiver of(URI uri, @Nullable Gruus gruus) {
        if (!(uri instanceof SipUri sip) || !Gruus.isGruu(sip)) return new Everywhere(Addresses.user(uri));
        if (gruus == null) return new NotKnownNow();
        return gruus.device(sip)
                .<Receiver>map(device -> new OneDevice(device.user(), device.instance()))
                .orElseGet(Nobody::new);
    }
}
