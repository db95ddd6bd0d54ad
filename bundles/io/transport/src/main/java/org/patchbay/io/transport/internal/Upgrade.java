package org.patchbay.io.transport.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The HTTP request by which a WebSocket begins, and its answer (RFC 6455 section 4.2, RFC 7118 section 4.1). */
final class Upgrade {
    /** Longest request, with its headers. */
    static final int LONGEST = 8192;

    private static final int HEADERS_MAX = 100;
    private static final String SUBPROTOCOL = "sip";
    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final Pattern REQUEST = Pattern.compile("([A-Z]+) ([!-~]+) HTTP/1\\.(\\d)");
    // RFC 9110 section 5.6.2: a token, and no space before the colon (RFC 9112 section 5.1)
    private static final Pattern HEADER =
            Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([\\t -~\\x80-\\xff]*?)[ \\t]*");

    /** What became of a request; {@code refusal} is empty when the WebSocket is open. */
    record Answer(byte[] bytes, Optional<Refusal> refusal) {}

    private final Settings.WebSocket settings;

    Upgrade(Settings.WebSocket settings) {
        this.settings = settings;
    }

    static Answer tooLong() {
        return refused("431 Request Header Fields Too Large", "", Refusal.UPGRADE);
    }

    /** Answers a whole request head, with its empty line. */
    Answer answer(byte[] head) {
        var lines = new String(head, StandardCharsets.ISO_8859_1).split("\r\n", -1);
        var request = REQUEST.matcher(lines[0]);
        var headers = headers(lines);
        if (!request.matches() || headers.isEmpty()) return bad();
        if (!request.group(1).equals("GET") || request.group(3).equals("0")) return bad();
        var path = request.group(2).split("\\?", 2)[0];
        if (!settings.path().isEmpty() && !settings.path().equals(path)) {
            return refused("404 Not Found", "", Refusal.UPGRADE);
        }
        return answer(headers.get());
    }

    private Answer answer(Map<String, String> headers) {
        // a body would be taken for frames
        boolean body = headers.containsKey("transfer-encoding")
                || !headers.getOrDefault("content-length", "0").equals("0");
        boolean asked = lists(headers, "upgrade", "websocket") && lists(headers, "connection", "upgrade");
        if (body || !asked || !headers.containsKey("host") || !key(headers)) return bad();
        if (!"13".equals(headers.get("sec-websocket-version"))) {
            return refused("426 Upgrade Required", "Sec-WebSocket-Version: 13\r\n", Refusal.UPGRADE);
        }
        if (!originAllowed(headers)) return refused("403 Forbidden", "", Refusal.ORIGIN);
        if (!lists(headers, "sec-websocket-protocol", SUBPROTOCOL)) return bad(); // RFC 7118 section 4.1
        return new Answer(
                ascii("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + accept(headers.getOrDefault("sec-websocket-key", "")) + "\r\n"
                        + "Sec-WebSocket-Protocol: " + SUBPROTOCOL + "\r\n\r\n"),
                Optional.empty());
    }

    private static Optional<Map<String, String>> headers(String[] lines) {
        if (lines.length > HEADERS_MAX) return Optional.empty();
        var headers = new HashMap<String, String>();
        for (var line : Arrays.asList(lines).subList(1, Math.max(1, lines.length - 2))) {
            var header = HEADER.matcher(line);
            if (!header.matches()) return Optional.empty();
            headers.merge(header.group(1).toLowerCase(Locale.ROOT), header.group(2), (one, other) -> one + "," + other);
        }
        return Optional.of(headers);
    }

    private static boolean lists(Map<String, String> headers, String name, String wanted) {
        return Arrays.stream(headers.getOrDefault(name, "").split(","))
                .anyMatch(each -> each.strip().equalsIgnoreCase(wanted));
    }

    // RFC 6455 section 4.2.1: 16 bytes in base64
    private static boolean key(Map<String, String> headers) {
        try {
            return Base64.getDecoder().decode(headers.getOrDefault("sec-websocket-key", "")).length == 16;
        } catch (IllegalArgumentException wrong) {
            return false;
        }
    }

    // only browsers send one, and they can't leave it out
    private boolean originAllowed(Map<String, String> headers) {
        var origin = headers.get("origin");
        return origin == null
                || settings.origins().contains("*")
                || settings.origins().contains(origin);
    }

    private static String accept(String key) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1").digest(ascii(key + ACCEPT_SUFFIX));
            return Base64.getEncoder().encodeToString(sha1);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-1", impossible);
        }
    }

    private static Answer bad() {
        return refused("400 Bad Request", "", Refusal.UPGRADE);
    }

    private static Answer refused(String status, String headers, Refusal why) {
        return new Answer(
                ascii("HTTP/1.1 " + status + "\r\n" + headers + "Connection: close\r\nContent-Length: 0\r\n\r\n"),
                Optional.of(why));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
