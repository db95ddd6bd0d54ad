package org.patchbay.sip.stack.internal.transport;

import gov.nist.javax.sip.message.SIPMessage;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.Optional;

/** Opens the reader of messages to the tests of the package above. */
public final class Reading {
    private Reading() {}

    /** Returns the message; empty when it can't be read. */
    public static Optional<SIPMessage> read(byte[] bytes) {
        try {
            return Optional.of(MessageReader.read(bytes.clone()));
        } catch (ParseException unreadable) {
            return Optional.empty();
        }
    }

    /** Returns the 400 to what can't be read; empty when it isn't answered. */
    public static Optional<byte[]> answer(byte[] bytes) {
        return BadRequest.answer(bytes, new InetSocketAddress("192.0.2.9", 4711));
    }
}
