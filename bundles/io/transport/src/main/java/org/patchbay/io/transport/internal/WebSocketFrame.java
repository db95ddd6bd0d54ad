package org.patchbay.io.transport.internal;

import java.nio.ByteBuffer;

/** One frame of RFC 6455 section 5.2. */
record WebSocketFrame(boolean last, int opcode, byte[] payload) {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int CONTROL_MAX = 125;

    /** The head of a frame that has not come in full yet; {@code headLength} of 0: not even the head has. */
    record Head(boolean last, int opcode, int headLength, long payloadLength) {
        static final Head MISSING = new Head(false, 0, 0, 0);

        boolean control() {
            return opcode >= CLOSE;
        }
    }

    /** Says that a peer broke a rule of the framing. */
    static final class ForbiddenException extends Exception {
        private static final long serialVersionUID = 1;

        ForbiddenException(String message) {
            super(message, null, false, false);
        }
    }

    /** Reads the head of a client's frame. */
    static Head head(Inbox inbox) throws ForbiddenException {
        if (inbox.length() < 2) return Head.MISSING;
        int first = inbox.at(0) & 0xFF;
        int opcode = first & 0x0F;
        boolean last = (first & 0x80) != 0;
        if ((first & 0x70) != 0) throw new ForbiddenException("reserved bits"); // no extension was agreed on
        if (opcode > PONG || opcode > BINARY && opcode < CLOSE) throw new ForbiddenException("unknown opcode");
        // RFC 6455 section 5.1: what clients send is masked
        if ((inbox.at(1) & 0x80) == 0) throw new ForbiddenException("no mask");
        int size = inbox.at(1) & 0x7F;
        int lengthBytes = size == 127 ? 8 : size == 126 ? 2 : 0;
        // RFC 6455 section 5.5
        if (opcode >= CLOSE && (!last || size > CONTROL_MAX)) throw new ForbiddenException("control frame");
        int headLength = 2 + lengthBytes + 4;
        if (inbox.length() < headLength) return Head.MISSING;
        long length = lengthBytes == 0 ? size : number(inbox, lengthBytes);
        if (length < 0) throw new ForbiddenException("length");
        return new Head(last, opcode, headLength, length);
    }

    private static long number(Inbox inbox, int bytes) {
        long number = 0;
        for (int i = 0; i < bytes; i++) number = number << 8 | inbox.at(2 + i) & 0xFF;
        return number;
    }

    /** Takes a frame that has come in full. */
    static WebSocketFrame take(Inbox inbox, Head head) {
        var mask = inbox.copy(head.headLength - 4, 4);
        inbox.skip(head.headLength);
        var payload = inbox.take((int) head.payloadLength);
        for (int i = 0; i < payload.length; i++) payload[i] ^= mask[i & 3];
        return new WebSocketFrame(head.last, head.opcode, payload);
    }

    /** Returns a whole message, or a control frame, as a server sends it. */
    static byte[] encode(int opcode, byte[] payload) {
        int lengthBytes = payload.length < 126 ? 0 : payload.length < 65_536 ? 2 : 8;
        var frame = ByteBuffer.allocate(2 + lengthBytes + payload.length).put((byte) (0x80 | opcode));
        switch (lengthBytes) {
            case 0 -> frame.put((byte) payload.length);
            case 2 -> frame.put((byte) 126).putShort((short) payload.length);
            default -> frame.put((byte) 127).putLong(payload.length);
        }
        return frame.put(payload).array();
    }
}
