package org.patchbay.sip.sdp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Descriptions in the style of what telephones, gateways and browsers write. */
final class Telephones {
    static final List<String> NAMES = List.of(
            "asterisk",
            "asterisk-chan-sip",
            "baresip",
            "baresip-hold",
            "chrome",
            "cisco-cucm",
            "cisco-gateway",
            "cisco-phone",
            "firefox",
            "freeswitch",
            "freeswitch-srtp",
            "gb28181-camera",
            "grandstream-hold",
            "linphone",
            "linphone-avpf",
            "pjsip",
            "polycom",
            "sipp",
            "snom",
            "t38-gateway",
            "yealink");

    private Telephones() {}

    /** Returns a description, its lines ended with CRLF. */
    static String description(String name) {
        try (InputStream stream = Telephones.class.getResourceAsStream("/descriptions/" + name + ".sdp")) {
            if (stream == null) throw new IllegalArgumentException("no description " + name);
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\n", "\r\n");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<String> descriptions() {
        return NAMES.stream().map(Telephones::description).toList();
    }
}
