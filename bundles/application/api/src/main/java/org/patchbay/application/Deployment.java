package org.patchbay.application;

/**
 * A jar of the folder {@code deploy/}, or a version of a feature that is on its way out.
 *
 * @param file the name of the jar; empty when the version came with the server
 * @param feature the bundle's symbolic name; empty when the jar could not be read
 * @param version the bundle's version; empty when the jar could not be read
 * @param calls how many calls are on it now
 * @param reason why it is refused or stands by, in plain words; empty otherwise
 */
public record Deployment(String file, String feature, String version, State state, int calls, String reason) {
    /** What became of it. */
    public enum State {
        /** New calls go to it. */
        CURRENT,
        /** Its calls go on; it is taken away when the last has ended. */
        DRAINING,
        /** A higher version is in use; it takes over when that one's jar is removed. */
        STANDBY,
        /** It can't be used; what was in use before still is. */
        REFUSED
    }
}
