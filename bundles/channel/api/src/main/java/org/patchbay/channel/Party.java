package org.patchbay.channel;

/**
 * Who calls or is called. {@code displayName} may be empty.
 *
 * @param withheld whether only those that are trusted may be told; a technology must not show the number or name of such a
 *     party to anybody else, while logs and records keep both
 */
public record Party(String number, String displayName, boolean withheld) {
    /** Makes a party that may be shown to everybody. */
    public Party(String number, String displayName) {
        this(number, displayName, false);
    }

    /** Returns this party, whom only those that are trusted may be told. */
    public Party withhold() {
        return new Party(number, displayName, true);
    }
}
