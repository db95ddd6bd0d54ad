package org.patchbay.channel;

import java.util.Optional;

/** A user's public address (RFC 3261 section 6): a number or name, and the realm that it is unique in. */
public record AddressOfRecord(String user, String realm) {
    private static final String TRUNK = "trunk:"; // no realm of users, since it is no domain

    public AddressOfRecord {
        if (user.isEmpty()) throw new IllegalArgumentException("empty user");
    }

    /** Returns the address of {@code number} as it is reached by way of a trunk. */
    public static AddressOfRecord behindTrunk(String trunk, String number) {
        return new AddressOfRecord(number, TRUNK + trunk);
    }

    /** Returns the trunk that leads to this address; empty when it is a user's. */
    public Optional<String> trunk() {
        return realm.startsWith(TRUNK) ? Optional.of(realm.substring(TRUNK.length())) : Optional.empty();
    }

    @Override
    public String toString() {
        return user + "@" + realm;
    }
}
