package org.patchbay.channel;

/** Where a transfer leads. */
public sealed interface TransferTarget {
    /** A number, dialled with the rights of who transfers (a blind transfer). */
    record Number(String number) implements TransferTarget {
        public Number {
            if (number.isEmpty()) throw new IllegalArgumentException("empty number");
        }
    }

    /** The place of {@code channel} in its call, with whomever that talks or rings (an attended transfer). */
    record PlaceOf(Channel channel) implements TransferTarget {}
}
