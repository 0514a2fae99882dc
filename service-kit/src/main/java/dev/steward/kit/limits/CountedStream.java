package dev.steward.kit.limits;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails with {@link TooLargeException} after so many bytes. */
final class CountedStream extends FilterInputStream {
    private long left;

    CountedStream(InputStream in, long limit) {
        super(in);
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(read);
        return read;
    }

    private void count(int read) throws TooLargeException {
        left -= Math.max(0, read);
        if (left < 0) {
            throw new TooLargeException();
        }
    }
}
