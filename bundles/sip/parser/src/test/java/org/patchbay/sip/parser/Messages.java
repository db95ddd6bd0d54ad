package org.patchbay.sip.parser;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import java.nio.charset.StandardCharsets;
import org.patchbay.sip.parser.Parsed.Dropped;
import org.patchbay.sip.parser.Parsed.Good;
import org.patchbay.sip.parser.Parsed.Refused;

/** Short messages for tests, written with bare line ends and octets as characters of Latin-1. */
final class Messages {
    static final String HEAD = """
        MESSAGE sip:100@example.org SIP/2.0
        Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
        From: <sip:ann@example.org>;tag=1
        To: <sip:ben@example.org>
        Call-ID: c
        CSeq: 1 MESSAGE
        """;
    static final String RESPONSE = HEAD.replace("MESSAGE sip:100@example.org SIP/2.0", "SIP/2.0 200 OK");

    private static final SipParser PARSER = new SipParser(ParserLimits.DEFAULT);

    private Messages() {}

    static byte[] octets(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    static Parsed parsed(String text) {
        return PARSER.parse(octets(text));
    }

    static SIPMessage read(String text) {
        return parsed(text) instanceof Good(var message) ? message : fail(text);
    }

    static SIPRequest request(String text) {
        return (SIPRequest) read(text);
    }

    /** Returns the standard message with {@code line} in it, instead of the one with the same name. */
    static String with(String line) {
        var name = line.substring(0, line.indexOf(':') + 1);
        var others = HEAD.lines().filter(other -> !other.startsWith(name)).toList();
        return String.join("\n", others) + "\n" + line + "\n\n";
    }

    /** Returns what is wrong with {@code text}. */
    static Fault fault(String text) {
        return parsed(text) instanceof Refused refused ? refused.fault() : fail(text);
    }

    static Parsed.Cause cause(String text) {
        return parsed(text) instanceof Dropped(var cause) ? cause : fail(text);
    }

    private static <T> T fail(String text) {
        throw new AssertionError(parsed(text) + " of " + text);
    }

    static String written(SIPMessage message) {
        return new String(SipWriter.octets(message), StandardCharsets.ISO_8859_1);
    }
}
