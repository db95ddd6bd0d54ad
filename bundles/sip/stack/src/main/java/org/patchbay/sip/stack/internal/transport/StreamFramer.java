package org.patchbay.sip.stack.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/**
 * Cuts a byte stream into messages by their Content-Length (RFC 3261 section 18.3). It alone decides where a message
 * ends: what the parser makes of the bytes later can't move that boundary.
 */
final class StreamFramer {
    /** What comes next in the stream. */
    sealed interface Frame {}

    /** A whole message. */
    record Message(byte[] bytes) implements Frame {}

    /** A keep-alive that wants an answer: CRLF twice (RFC 5626 section 4.4.1). */
    record Ping() implements Frame {}

    /** The peer has closed. */
    record End() implements Frame {}

    /** Headers that don't say how long the message is, or say that it is too long. */
    record Broken(byte[] head) implements Frame {}

    private final Socket socket;
    private final InputStream in;
    private final TransportLimits limits;
    private byte[] buffer = new byte[2048];
    private int start;
    private int end;
    private long deadlineNanos;

    StreamFramer(Socket socket, TransportLimits limits) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.limits = limits;
    }

    /** Waits for the next frame; throws when the peer is silent for too long. */
    Frame next() throws IOException {
        int newlines = 0;
        while (true) {
            if (start == end && !fill(limits.idle().toNanos())) return new End();
            if (buffer[start] != '\r' && buffer[start] != '\n') return message();
            if (buffer[start++] == '\n' && ++newlines == 2) return new Ping();
        }
    }

    private Frame message() throws IOException {
        deadlineNanos = System.nanoTime() + limits.connecting().toNanos();
        int searched = start;
        int headEnd = headEnd(searched);
        while (headEnd < 0) {
            if (end - start > limits.messageBytes()) return broken(end);
            int offset = Math.max(0, end - start - 3);
            if (!fill(deadlineNanos - System.nanoTime())) return new End();
            headEnd = headEnd(start + offset);
        }
        int body = ContentLength.of(buffer, start, headEnd);
        if (body < 0 || headEnd - start + (long) body > limits.messageBytes()) return broken(headEnd);
        int length = headEnd - start + body;
        while (end - start < length) {
            if (!fill(deadlineNanos - System.nanoTime())) return new End();
        }
        var bytes = Arrays.copyOfRange(buffer, start, start + length);
        start += length;
        return new Message(bytes);
    }

    private Broken broken(int to) {
        return new Broken(Arrays.copyOfRange(buffer, start, to));
    }

    private int headEnd(int from) {
        for (int i = from; i + 3 < end; i++) {
            if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                return i + 4;
            }
        }
        return -1;
    }

    /** Reads more, at most until {@code timeoutNanos} have passed; false at the end of the stream. */
    private boolean fill(long timeoutNanos) throws IOException {
        if (timeoutNanos <= 0) throw new SocketTimeoutException("a message took too long to arrive");
        makeRoom();
        // never 0, which would mean to wait for ever
        socket.setSoTimeout((int) Math.clamp(timeoutNanos / 1_000_000, 1, Integer.MAX_VALUE));
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) return false;
        end += read;
        return true;
    }

    private void makeRoom() {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        // as large as what has really arrived, never as large as a header claims
        if (end == buffer.length) buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
}
