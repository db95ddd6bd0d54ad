package org.patchbay.io.transport.internal;

import java.util.Map;
import org.slf4j.Logger;

/** Names the file that a configuration came from, for those who have to mend it. */
final class ConfigurationFile {
    private ConfigurationFile() {}

    static String of(Map<String, Object> properties) {
        var file = String.valueOf(properties.getOrDefault("felix.fileinstall.filename", ""));
        if (!file.isEmpty()) return "etc/" + file.substring(file.lastIndexOf('/') + 1);
        return "etc/" + properties.getOrDefault("service.pid", TransportConfig.PID) + ".config";
    }

    /** Logs what is wrong with {@code file}, and returns what keeps the component down. */
    static ListenerDownException refused(Logger log, String file, IllegalArgumentException wrong) {
        log.error("{}: {}. The listener stays down until the file is mended and saved.", file, wrong.getMessage());
        return new ListenerDownException(String.valueOf(wrong.getMessage()));
    }
}
