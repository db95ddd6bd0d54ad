package org.patchbay.itest.phone;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A session description with one audio stream, as phones write it (RFC 8866, RFC 3264). */
public record Sdp(InetSocketAddress rtp, List<String> formats, String direction, int version) {
    public static final String PCMU = "0 PCMU/8000";
    public static final String PCMA = "8 PCMA/8000";
    public static final String G722 = "9 G722/8000";
    public static final String EVENTS = "101 telephone-event/8000";

    public Sdp {
        formats = List.copyOf(formats);
    }

    public static Sdp offer(InetSocketAddress rtp, String... formats) {
        return new Sdp(rtp, List.of(formats), "sendrecv", 1);
    }

    /** Returns the next version of this, with another direction (RFC 3264 section 8). */
    public Sdp next(String newDirection) {
        return new Sdp(rtp, formats, newDirection, version + 1);
    }

    public static Sdp parse(String text) {
        List<String> lines =
                Arrays.stream(text.split("\r?\n")).map(String::strip).toList();
        String media = line(lines, "m=audio ").orElseThrow(() -> new AssertionError("no audio in\n" + text));
        String address = line(lines, "c=IN IP4 ").orElseThrow(() -> new AssertionError("no c= in\n" + text));
        String[] words = media.split(" ");
        List<String> formats =
                Arrays.stream(words).skip(2).map(type -> format(lines, type)).toList();
        String direction = List.of("sendonly", "recvonly", "inactive").stream()
                .filter(name -> lines.contains("a=" + name))
                .findFirst()
                .orElse("sendrecv");
        int version =
                Integer.parseInt(line(lines, "o=").orElseThrow().split(" ")[2].replaceAll("^.*(.{6})$", "$1"));
        return new Sdp(new InetSocketAddress(address, Integer.parseInt(words[0])), formats, direction, version);
    }

    private static Optional<String> line(List<String> lines, String start) {
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst();
    }

    private static String format(List<String> lines, String type) {
        String known = switch (type) {
            case "0" -> PCMU;
            case "8" -> PCMA;
            case "9" -> G722;
            default -> type;
        };
        return line(lines, "a=rtpmap:" + type + " ")
                .map(name -> type + " " + name)
                .orElse(known);
    }

    /** Returns the payload type listed first. */
    public int payloadType() {
        return Integer.parseInt(formats.getFirst().split(" ")[0]);
    }

    /** Returns where RTCP goes: the port above (RFC 3550 section 11). */
    public InetSocketAddress rtcp() {
        return new InetSocketAddress(rtp.getAddress(), rtp.getPort() + 1);
    }

    @Override
    public String toString() {
        String types =
                String.join(" ", formats.stream().map(f -> f.split(" ")[0]).toList());
        String maps = String.join(
                "", formats.stream().map(f -> "a=rtpmap:" + f + "\r\n").toList());
        String host = rtp.getAddress().getHostAddress();
        return "v=0\r\no=phone 4711 %d IN IP4 %s\r\ns=-\r\nc=IN IP4 %s\r\nt=0 0\r\nm=audio %d RTP/AVP %s\r\n%sa=%s\r\n"
                .formatted(version, host, host, rtp.getPort(), types, maps, direction);
    }
}
