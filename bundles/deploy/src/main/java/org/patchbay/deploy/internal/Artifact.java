package org.patchbay.deploy.internal;

import org.osgi.framework.Version;

/**
 * A jar whose bytes and manifest have been checked.
 *
 * @param file the name in the folder, of the jar or the archive that holds it
 * @param feature the bundle's symbolic name
 * @param digest the beginning of its SHA-256, which tells two builds apart
 */
@SuppressWarnings("ArrayRecordComponent") // read once, when it is installed, and never written
record Artifact(String file, String feature, Version version, String digest, Replacement replacement, byte[] bytes) {
    private static final String SCHEME = "patchbay-feature:";

    /** Returns the bundle location, from which a later process knows what it is: file, then digest. */
    String location() {
        return SCHEME + file + "#" + digest;
    }

    static boolean isLocation(String location) {
        return location.startsWith(SCHEME) && location.indexOf('#') > 0;
    }

    static String fileOf(String location) {
        return location.substring(SCHEME.length(), location.lastIndexOf('#'));
    }

    static String digestOf(String location) {
        return location.substring(location.lastIndexOf('#') + 1);
    }

    /** Tells whether an installed bundle is this very build. */
    boolean is(Installed bundle) {
        return bundle.ours() && bundle.digest().equals(digest);
    }

    Artifact under(String otherFile) {
        return new Artifact(otherFile, feature, version, digest, replacement, bytes);
    }

    @Override
    public String toString() {
        return feature + " " + version;
    }
}
