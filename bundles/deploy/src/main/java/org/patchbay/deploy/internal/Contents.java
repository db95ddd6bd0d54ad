package org.patchbay.deploy.internal;

import java.util.List;
import java.util.Map;

/**
 * What a file of the folder holds: one feature or module, or the features and settings of an archive.
 *
 * @param settings files for {@code etc/}, by name
 */
record Contents(List<Artifact> artifacts, Map<String, byte[]> settings) {
    Contents {
        artifacts = List.copyOf(artifacts);
        settings = Map.copyOf(settings);
    }

    static Contents of(Artifact only) {
        return new Contents(List.of(only), Map.of());
    }
}
