package org.patchbay.io.transport.internal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Tells what may stand in a text frame (RFC 6455 section 8.1). */
final class Utf8 {
    private Utf8() {}

    static boolean is(byte[] bytes) {
        for (byte each : bytes) {
            if (each < 0) return decodes(bytes);
        }
        return true;
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException wrong) {
            return false;
        }
    }
}
