package org.patchbay.itest.phone;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Cuts a stream into messages. */
final class SipStream {
    private SipStream() {}

    static String next(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int octet = in.read();
            if (octet < 0) throw new EOFException();
            boolean keepAlive = head.size() == 0 && (octet == '\r' || octet == '\n');
            if (!keepAlive) head.write(octet);
        }
        String text = head.toString(StandardCharsets.UTF_8);
        int length = SipMessage.parse(text)
                .header("Content-Length")
                .map(Integer::parseInt)
                .orElse(0);
        return text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
