package org.patchbay.sip.stack.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.header.SIPHeaderNamesCache;
import gov.nist.javax.sip.message.SIPMessage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageReaderTest {
    private static final String HEAD = """
        MESSAGE sip:100@example.org SIP/2.0
        Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
        From: <sip:ann@example.org>;tag=1
        To: <sip:ben@example.org>
        Call-ID: c
        CSeq: 1 MESSAGE
        """;

    private static SIPMessage read(String text) {
        return Reading.read(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }

    private static boolean unreadable(String text) {
        return Reading.read(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))
                .isEmpty();
    }

    @Test
    void joinsFoldedLinesWithABlank() { // RFC 3261 section 7.3.1
        var message = read(HEAD.replace("Call-ID: c", "Call-ID:\n  c\n\t") + "Subject: a\n\tb\n\n x\n y");

        assertThat(message.getCallId().getCallId()).isEqualTo("c");
        assertThat(message.getHeader("Subject").toString().strip()).matches("Subject: a\\s+b");
        assertThat(new String(message.getRawContent(), StandardCharsets.UTF_8)).isEqualTo(" x\r\n y");
    }

    @Test
    void takesTheRestOfADatagramForTheBody() { // RFC 3261 section 18.3
        assertThat(read(HEAD + "\nbody").getRawContent()).hasSize(4);
        assertThat(read(HEAD + "Content-Length: 2\n\nbody").getRawContent()).hasSize(2);
        assertThat(read(HEAD + "l: 0\n\nbody").getRawContent()).isNull();
        assertThat(unreadable(HEAD + "Content-Length: 5\n\nbody")).isTrue();
    }

    @Test
    void refusesAHeaderTwiceThatMayComeOnce() {
        assertThat(unreadable(HEAD + "CSeq: 2 MESSAGE\n\n")).isTrue();
        assertThat(unreadable(HEAD + "i: d\n\n")).isTrue();
        assertThat(unreadable(HEAD + "Content-Length: 0\nl: 0\n\n")).isTrue();
    }

    @Test
    void keepsAHeaderThatItCannotRead() {
        var message = read(HEAD + "Date: yesterday\nX-Own: <>\n\n");

        assertThat(message.getHeader("Date")).isNull();
        assertThat(message.encode()).contains("Date: yesterday\r\n", "X-Own: <>\r\n");
    }

    /** JAIN-SIP remembers each name for ever, in each spelling. */
    @Test
    void showsJainSipNoNameOfAStranger() throws ReflectiveOperationException {
        read(HEAD + "\n");
        var field = SIPHeaderNamesCache.class.getDeclaredField("lowercaseMap");
        field.setAccessible(true);
        var names = (Map<?, ?>) field.get(null);
        int before = names.size();

        for (int i = 0; i < 1000; i++) read(HEAD + "X-" + i + ": y\n" + cased("user-agent", i) + ": z\n\n");

        assertThat(names).hasSizeLessThan(before + 5);
    }

    private static String cased(String name, int bits) {
        var cased = new StringBuilder(name);
        for (int i = 0; i < name.length(); i++) {
            if ((bits >> i & 1) == 1) cased.setCharAt(i, Character.toUpperCase(name.charAt(i)));
        }
        return cased.toString();
    }
}
