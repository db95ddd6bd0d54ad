package org.patchbay.io.transport.internal;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes the few forms of DER (X.690) that a certificate and a key need. */
final class Der {
    static final byte[] NULL = element(0x05);

    // RFC 5280 section 4.1.2.5: UTCTime up to 2049
    private static final DateTimeFormatter UTC_TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'");

    private Der() {}

    static byte[] element(int tag, byte[]... contents) {
        var content = new ByteArrayOutputStream();
        for (var each : contents) content.writeBytes(each);
        var element = new ByteArrayOutputStream();
        element.write(tag);
        length(element, content.size());
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }

    private static void length(ByteArrayOutputStream out, int length) {
        if (length < 128) {
            out.write(length);
            return;
        }
        int bytes = length < 0x100 ? 1 : length < 0x1_0000 ? 2 : 3;
        out.write(0x80 | bytes);
        for (int i = bytes - 1; i >= 0; i--) out.write(length >>> 8 * i);
    }

    static byte[] sequence(byte[]... contents) {
        return element(0x30, contents);
    }

    static byte[] set(byte[]... contents) {
        return element(0x31, contents);
    }

    static byte[] integer(BigInteger value) {
        return element(0x02, value.toByteArray());
    }

    static byte[] bool(boolean value) {
        return element(0x01, new byte[] {(byte) (value ? 0xFF : 0)});
    }

    static byte[] octets(byte[] content) {
        return element(0x04, content);
    }

    static byte[] bits(byte[] content) {
        return element(0x03, new byte[] {0}, content);
    }

    static byte[] utf8(String text) {
        return element(0x0C, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] time(LocalDateTime utc) {
        return element(0x17, utc.atOffset(ZoneOffset.UTC).format(UTC_TIME).getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] oid(int first, int second, int... others) {
        var content = new ByteArrayOutputStream();
        content.write(40 * first + second);
        for (int each : others) {
            for (int shift = 28; shift > 0; shift -= 7) {
                if (each >>> shift != 0) content.write(0x80 | each >>> shift & 0x7F);
            }
            content.write(each & 0x7F);
        }
        return element(0x06, content.toByteArray());
    }
}
