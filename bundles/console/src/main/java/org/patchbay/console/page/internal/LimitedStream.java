package org.patchbay.console.page.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gives an upload up once it is too large, whatever it said before of its size. */
final class LimitedStream extends FilterInputStream {
    private long left;

    LimitedStream(InputStream content, long most) {
        super(content);
        this.left = most;
    }

    /** Says that there is more than may be. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1;
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        if (octet >= 0) count(1);
        return octet;
    }

    @Override
    public int read(byte[] octets, int offset, int length) throws IOException {
        int read = super.read(octets, offset, length);
        if (read > 0) count(read);
        return read;
    }

    @Override
    public long skip(long octets) throws IOException {
        long skipped = super.skip(octets);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    boolean exceeded() {
        return left < 0;
    }

    private void count(long read) throws TooLargeException {
        left -= read;
        if (left < 0) throw new TooLargeException();
    }
}
