package org.patchbay.channel;

/** A user's public address (RFC 3261 section 6): a number or name, and the realm that it is unique in. */
public record AddressOfRecord(String user, String realm) {
    public AddressOfRecord {
        if (user.isEmpty()) throw new IllegalArgumentException("empty user");
    }

    @Override
    public String toString() {
        return user + "@" + realm;
    }
}
