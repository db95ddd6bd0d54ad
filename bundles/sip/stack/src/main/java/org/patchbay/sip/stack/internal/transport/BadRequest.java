package org.patchbay.sip.stack.internal.transport;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes a 400 to a request that could not be parsed, from what lines of it can be recognised: RFC 3261 section 8.2.6.2
 * wants its Via, From, To, Call-ID and CSeq. Nothing else of it comes back, and never in the reason phrase.
 */
public final class BadRequest {
    private static final Pattern REQUEST_LINE = Pattern.compile("([A-Za-z0-9.!%*_+`'~-]{1,32}) .* ?SIP/\\d+\\.\\d+ *");
    private static final Pattern RPORT = Pattern.compile("(?i);[ \t]*rport[ \t]*(?==?[ \t]*(;|,|$))=?");
    private static final int MAX_LINES = 64;

    private BadRequest() {}

    /** Returns the answer; empty when {@code bytes} are no request, an ACK, or lack what makes an answer useful. */
    public static Optional<byte[]> answer(byte[] bytes, InetSocketAddress source) {
        var lines = new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .limit(MAX_LINES)
                .toList();
        if (lines.isEmpty()) return Optional.empty();
        var requestLine = REQUEST_LINE.matcher(lines.getFirst());
        if (!requestLine.matches() || requestLine.group(1).equals("ACK")) return Optional.empty();

        var copied = copied(lines, source);
        boolean matchable = copied.stream().anyMatch(line -> line.startsWith("Via:"))
                && copied.stream().anyMatch(line -> line.startsWith("CSeq:"));
        if (!matchable) return Optional.empty();
        var answer = "SIP/2.0 400 Bad Request\r\n" + String.join("\r\n", copied) + "\r\nContent-Length: 0\r\n\r\n";
        return Optional.of(answer.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> copied(List<String> lines, InetSocketAddress source) {
        var copied = new ArrayList<String>();
        for (var line : lines.subList(1, lines.size())) {
            if (line.isBlank()) break;
            int colon = line.indexOf(':');
            var name = colon < 1 ? "" : canonical(line.substring(0, colon).strip());
            boolean again = copied.stream().anyMatch(header -> header.startsWith(name + ":"));
            if (name.isEmpty() || again && !name.equals("Via")) continue;
            var value = line.substring(colon + 1).strip();
            copied.add(name + ": " + (name.equals("Via") && !again ? received(value, source) : value));
        }
        return copied;
    }

    private static String canonical(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "via", "v" -> "Via";
            case "from", "f" -> "From";
            case "to", "t" -> "To";
            case "call-id", "i" -> "Call-ID";
            case "cseq" -> "CSeq";
            default -> "";
        };
    }

    // RFC 3581 section 4: the address that the request came from, in the topmost Via
    private static String received(String via, InetSocketAddress source) {
        int comma = via.indexOf(',');
        var top = comma < 0 ? via : via.substring(0, comma);
        var filled = RPORT.matcher(top).replaceFirst(";rport=" + source.getPort());
        return filled + ";received=" + source.getAddress().getHostAddress() + (comma < 0 ? "" : via.substring(comma));
    }
}
