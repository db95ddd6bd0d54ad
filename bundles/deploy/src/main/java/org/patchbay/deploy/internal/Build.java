package org.patchbay.deploy.internal;

import java.time.Instant;
import org.osgi.framework.Version;

/**
 * One build of a version of a feature, as it is remembered across restarts.
 *
 * @param digest tells two builds of a version apart; empty when it came with the server
 * @param file the name in the folder that it stands under; empty when it came with the server
 * @param since when it came into use
 */
record Build(Version version, String digest, String file, Instant since) {
    private static final String NO_DIGEST = "-";

    /** Returns what it is known by, also when it came with the server. */
    String key() {
        return key(digest, version);
    }

    static String key(String digest, Version version) {
        return digest.isEmpty() ? "shipped-" + version : digest;
    }

    boolean shipped() {
        return digest.isEmpty();
    }

    boolean is(Installed bundle) {
        return bundle.key().equals(key());
    }

    Build under(String otherFile) {
        return new Build(version, digest, otherFile, since);
    }

    Build at(Instant now) {
        return new Build(version, digest, file, now);
    }

    /** Returns a line that {@link #parse} reads. */
    String line() {
        return version + " " + (shipped() ? NO_DIGEST : digest) + " " + since + " " + file;
    }

    /** Reads a line; throws {@link IllegalArgumentException} or a subtype of {@link java.time.DateTimeException} when it is none. */
    static Build parse(String line) {
        String[] parts = line.split(" ", 4);
        if (parts.length != 4) throw new IllegalArgumentException("no build: " + line);
        String digest = parts[1].equals(NO_DIGEST) ? "" : parts[1];
        return new Build(Version.parseVersion(parts[0]), digest, parts[3], Instant.parse(parts[2]));
    }
}
