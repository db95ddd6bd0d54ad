package org.patchbay.sip.sdp;

import java.util.Optional;

/** A {@code b=} line: {@code AS} and {@code CT} count kilobits a second, {@code TIAS} (RFC 3890) bits. */
public record Bandwidth(String type, int value) {
    static Optional<Bandwidth> read(String line) {
        int colon = line.indexOf(':');
        int value = colon < 1 ? -1 : Numbers.parse(line.substring(colon + 1).strip(), Integer.MAX_VALUE);
        return value < 0 ? Optional.empty() : Optional.of(new Bandwidth(line.substring(0, colon), value));
    }
}
