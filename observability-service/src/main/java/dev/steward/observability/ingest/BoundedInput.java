package dev.steward.observability.ingest;

import dev.steward.kit.problem.ProblemException;
import dev.steward.observability.ObservabilityError;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Passes so many bytes and no more: a megabyte of compressed zeros is a gigabyte. */
final class BoundedInput extends FilterInputStream {
    private final long limit;
    private long left;

    BoundedInput(InputStream in, long limit) {
        super(in);
        this.limit = limit;
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        count(Math.max(0, count));
        return count;
    }

    private void count(int bytes) {
        left -= bytes;
        if (left < 0) {
            throw new ProblemException(ObservabilityError.BATCH_TOO_LARGE,
                    "A batch holds at most %d bytes, decompressed.".formatted(limit));
        }
    }
}
