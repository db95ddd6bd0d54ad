package org.patchbay.sip.registrar.internal;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** A telephone that registers over UDP and answers challenges. */
final class Telephone implements AutoCloseable {
    private static final AtomicLong UNIQUE = new AtomicLong(System.nanoTime());

    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private final String number;
    private final String callId = "reg-" + UNIQUE.incrementAndGet();
    private long sequence;
    private String nonce = "";
    private int count;
    private String host;

    Telephone(String address, InetSocketAddress server, String number) throws IOException {
        this.socket = new DatagramSocket(0, InetAddress.ofLiteral(address));
        this.server = server;
        this.number = number;
        socket.setSoTimeout(300);
        host = address;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Writes {@code address} into Via from now on, as a phone behind a NAT does. */
    void claim(String address) {
        host = address;
    }

    /** Goes back, so that the next REGISTER is older than the last. */
    void rewind(long sequence) {
        this.sequence = sequence;
    }

    /** Registers with these headers, answers a challenge, and returns the last answer. */
    String register(String... headers) throws IOException {
        return registerAs(number, headers);
    }

    /** Registers for {@code user} with its own credentials. */
    String registerAs(String user, String... headers) throws IOException {
        var answer = ask(message(user, headers));
        if (!answer.startsWith("SIP/2.0 401 ")) return answer;
        nonce = part(answer, "nonce=\"([^\"]+)\"");
        count = 0;
        return ask(message(user, headers));
    }

    /** Writes the next REGISTER. */
    String message(String user, String... headers) {
        sequence++;
        var more = Arrays.stream(headers).map(header -> header + "\n").reduce("", String::concat);
        return """
            REGISTER sip:patchbay SIP/2.0
            Via: SIP/2.0/UDP %s:%d;rport;branch=z9hG4bK%d
            Max-Forwards: 70
            From: <sip:%s@patchbay>;tag=t
            To: <sip:%s@patchbay>
            Call-ID: %s
            CSeq: %d REGISTER
            User-Agent: Test phone
            %s%sContent-Length: 0

            """.formatted(
                        host, port(), UNIQUE.incrementAndGet(), user, user, callId, sequence, authorization(), more);
    }

    private String authorization() {
        if (nonce.isEmpty()) return "";
        var nc = "%08x".formatted(++count);
        var a1 = Users.hash("SHA-256", number + ":" + Users.REALM + ":" + Users.password(number));
        var a2 = Users.hash("SHA-256", "REGISTER:sip:patchbay");
        var response = Users.hash("SHA-256", String.join(":", a1, nonce, nc, "cn", "auth", a2));
        return ("Authorization: Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"sip:patchbay\","
                        + " response=\"%s\", algorithm=SHA-256, cnonce=\"cn\", qop=auth, nc=%s\n")
                .formatted(number, Users.REALM, nonce, response, nc);
    }

    /** Sends {@code text} and doesn't wait. */
    void send(String text) throws IOException {
        var bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, server));
    }

    /** Sends {@code text} until an answer comes, as a telephone does. */
    String ask(String text) throws IOException {
        var bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        for (int tries = 0; tries < 10; tries++) {
            socket.send(new DatagramPacket(bytes, bytes.length, server));
            try {
                socket.receive(packet);
                return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
            } catch (SocketTimeoutException again) {
                // lost, or it came while the one before it was being served
            }
        }
        throw new IOException("no answer to " + text);
    }

    static String part(String text, String pattern) {
        var matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) throw new AssertionError(pattern + " is not in " + text);
        return matcher.group(1);
    }

    @Override
    public void close() {
        socket.close();
    }
}
