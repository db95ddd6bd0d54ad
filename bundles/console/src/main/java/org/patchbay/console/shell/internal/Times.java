package org.patchbay.console.shell.internal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Writes moments as the clock of this machine shows them. */
final class Times {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private Times() {}

    static String local(long millis) {
        return LOCAL.format(Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault()));
    }
}
