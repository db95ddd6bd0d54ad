package org.patchbay.itest.phone;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A SIP message as it is on the wire: nothing is normalised but the compact header names (RFC 3261 section 7.3.3). */
public record SipMessage(String startLine, List<Header> headers, String body) {
    private static final Map<String, String> COMPACT = Map.of(
            "v",
            "Via",
            "f",
            "From",
            "t",
            "To",
            "i",
            "Call-ID",
            "m",
            "Contact",
            "l",
            "Content-Length",
            "c",
            "Content-Type",
            "k",
            "Supported");

    /** One header line. */
    public record Header(String name, String value) {
        boolean is(String wanted) {
            return name.equalsIgnoreCase(wanted);
        }
    }

    public SipMessage {
        headers = List.copyOf(headers);
    }

    public static SipMessage request(String method, String uri) {
        return new SipMessage(method + " " + uri + " SIP/2.0", List.of(), "");
    }

    public static SipMessage parse(String text) {
        int end = text.indexOf("\r\n\r\n");
        String[] lines = (end < 0 ? text : text.substring(0, end)).split("\r\n");
        List<Header> headers =
                Arrays.stream(lines).skip(1).map(SipMessage::headerLine).toList();
        return new SipMessage(lines[0], headers, end < 0 ? "" : text.substring(end + 4));
    }

    private static Header headerLine(String line) {
        int colon = line.indexOf(':');
        String name = line.substring(0, colon).strip();
        return new Header(
                COMPACT.getOrDefault(name, name), line.substring(colon + 1).strip());
    }

    /** Starts a response to this request with what RFC 3261 section 8.2.6.2 copies. */
    public SipMessage response(int status, String reason) {
        Predicate<Header> copied = header -> Stream.of("Via", "From", "To", "Call-ID", "CSeq", "Record-Route")
                .anyMatch(header::is);
        return new SipMessage(
                "SIP/2.0 " + status + " " + reason,
                headers.stream().filter(copied).toList(),
                "");
    }

    public boolean isRequest() {
        return !startLine.startsWith("SIP/2.0 ");
    }

    public boolean is(String method) {
        return isRequest() && startLine.startsWith(method + " ");
    }

    public String method() {
        return isRequest() ? startLine.substring(0, startLine.indexOf(' ')) : cseqMethod();
    }

    public String uri() {
        return startLine.split(" ")[1];
    }

    /** Returns the status, or 0 of a request. */
    public int status() {
        return isRequest() ? 0 : Integer.parseInt(startLine.split(" ")[1]);
    }

    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.is(name))
                .map(Header::value)
                .findFirst();
    }

    /** Returns the header's value; fails when there is none. */
    public String need(String name) {
        return header(name).orElseThrow(() -> new AssertionError("no " + name + " in\n" + this));
    }

    public List<String> all(String name) {
        return headers.stream()
                .filter(header -> header.is(name))
                .map(Header::value)
                .toList();
    }

    /** Returns the values of a header whose values may share a line, none of which holds a comma within quotes. */
    public List<String> list(String name) {
        return all(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .toList();
    }

    public SipMessage with(String name, Object value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value.toString()));
        return new SipMessage(startLine, more, body);
    }

    public SipMessage without(String name) {
        return new SipMessage(
                startLine, headers.stream().filter(header -> !header.is(name)).toList(), body);
    }

    public SipMessage replacing(String name, Object value) {
        List<Header> changed = headers.stream()
                .map(header -> header.is(name) ? new Header(name, value.toString()) : header)
                .toList();
        return new SipMessage(startLine, changed, body);
    }

    public SipMessage startingWith(String newStartLine) {
        return new SipMessage(newStartLine, headers, body);
    }

    public SipMessage body(String type, String text) {
        return new SipMessage(startLine, headers, text).with("Content-Type", type);
    }

    public String callId() {
        return need("Call-ID");
    }

    public long cseq() {
        return Long.parseLong(need("CSeq").split(" ")[0]);
    }

    public String cseqMethod() {
        return need("CSeq").split(" +")[1];
    }

    public String branch() {
        return parameter(need("Via"), "branch").orElse("");
    }

    public Optional<String> toTag() {
        return parameter(need("To"), "tag");
    }

    /** Returns the value of {@code ;name=value}, without quotes. */
    public static Optional<String> parameter(String header, String name) {
        return Arrays.stream(header.split(";"))
                .skip(1)
                .map(String::strip)
                .filter(part ->
                        part.equalsIgnoreCase(name) || part.toLowerCase().startsWith(name + "="))
                .map(part -> part.contains("=")
                        ? part.substring(part.indexOf('=') + 1).replace("\"", "")
                        : "")
                .findFirst();
    }

    /** Returns the URI of a name-addr or addr-spec. */
    public static String address(String header) {
        int open = header.indexOf('<');
        return open < 0 ? header.split(";")[0].strip() : header.substring(open + 1, header.indexOf('>'));
    }

    /** Returns the text to send; adds Content-Length unless the test has written one. */
    public String text() {
        StringBuilder text = new StringBuilder(startLine).append("\r\n");
        headers.forEach(header ->
                text.append(header.name).append(": ").append(header.value).append("\r\n"));
        if (header("Content-Length").isEmpty()) {
            text.append("Content-Length: ")
                    .append(body.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n");
        }
        return text.append("\r\n").append(body).toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
