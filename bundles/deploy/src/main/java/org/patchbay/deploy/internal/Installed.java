package org.patchbay.deploy.internal;

import org.osgi.framework.Version;

/**
 * A bundle of the framework as it stands now.
 *
 * @param ours whether it came from the folder
 * @param file the jar or archive it came from, when it is ours
 * @param digest of that jar, when it is ours
 * @param active whether its services are there
 */
record Installed(
        long id,
        String feature,
        Version version,
        boolean ours,
        String file,
        String digest,
        boolean active,
        Replacement replacement) {
    String key() {
        return Build.key(digest, version);
    }

    @Override
    public String toString() {
        return feature + " " + version;
    }
}
