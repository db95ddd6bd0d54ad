package org.patchbay.pbx.files.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The servers of a trunk: hosts, hosts with a port, or SIP URIs with a transport; all become URIs. */
final class ServerUri {
    /** A host name, or a literal address as it stands in a URI (RFC 3261 section 25.1). */
    static final String HOST = "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}])";

    static final Pattern HOST_ONLY = Pattern.compile(HOST);
    private static final Pattern SERVER =
            Pattern.compile("(?:(sips?):)?(" + HOST + ")(?::(\\d{1,5}))?(?:;transport=([A-Za-z]{2,3}))?");
    private static final Set<String> TRANSPORTS = Set.of("udp", "tcp", "tls", "ws", "wss");
    private static final int MOST = 8;

    private ServerUri() {}

    static List<String> all(Fields fields) {
        Optional<String> transport = fields.text("transport");
        if (transport.isPresent() && !TRANSPORTS.contains(transport.get())) {
            throw new Refusal(fields.place("transport"), "transport must be one of " + Fields.list(TRANSPORTS));
        }
        List<Yaml.Text> written = TrunksFile.texts(fields, "server");
        if (written.isEmpty() || written.size() > MOST) {
            throw new Refusal(fields.place("server"), "a trunk must have 1 to " + MOST + " servers");
        }
        return written.stream().map(text -> uri(text, transport)).toList();
    }

    private static String uri(Yaml.Text written, Optional<String> common) {
        Matcher server = SERVER.matcher(written.text());
        if (!server.matches() || !allowed(server)) {
            throw new Refusal(
                    written.place(),
                    "'" + written.text()
                            + "' is no server such as sip.example.net, 192.0.2.7:5060 or"
                            + " sip:sip.example.net;transport=tcp");
        }
        String scheme = Optional.ofNullable(server.group(1)).orElse("sip");
        String port =
                Optional.ofNullable(server.group(3)).map(number -> ":" + number).orElse("");
        String transport = Optional.ofNullable(server.group(4))
                .or(() -> common)
                .map(name -> ";transport=" + name)
                .orElse("");
        return scheme + ':' + server.group(2) + port + transport;
    }

    private static boolean allowed(Matcher server) {
        String port = server.group(3);
        String transport = server.group(4);
        boolean portAllowed = port == null || Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= 65_535;
        return portAllowed && (transport == null || TRANSPORTS.contains(transport));
    }
}
