package org.patchbay.sip.event.internal;

import java.util.Optional;
import java.util.function.Supplier;
import javax.sip.address.URI;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.LocationService;
import org.patchbay.sip.Gruus;

/** Finds what a SUBSCRIBE is about. Both services that it asks may be away. */
record Resources(Supplier<Optional<Gruus>> gruus, Supplier<Optional<LocationService>> locations) {
    /** What was found. */
    sealed interface Found {
        /** What packages call it: the user part of the address of record. */
        record Number(String number) implements Found {}

        /** Nothing that can be subscribed to, which {@code status} says. */
        record Nothing(int status) implements Found {}

        /** Nobody can say now. */
        record NotKnownNow() implements Found {}
    }

    /** Finds what {@code uri} names; for the URI of a single device that is its user, as long as it is registered. */
    Found find(URI uri, String realm) {
        return switch (Receiver.of(uri, gruus.get().orElse(null))) {
            case Receiver.Everywhere(var number) -> new Found.Number(number);
            case Receiver.Nobody() -> new Found.Nothing(404);
            case Receiver.NotKnownNow() -> new Found.NotKnownNow();
            case Receiver.OneDevice device ->
                locations.get().map(known -> registered(device, known, realm)).orElseGet(Found.NotKnownNow::new);
        };
    }

    // RFC 5627 section 5.4: a device that isn't there now
    private static Found registered(Receiver.OneDevice device, LocationService known, String realm) {
        var bindings = known.lookup(new AddressOfRecord(device.number(), realm));
        return device.of(bindings).isEmpty() ? new Found.Nothing(480) : new Found.Number(device.number());
    }
}
