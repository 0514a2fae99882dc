package dev.steward.kit.recording.shipping;

import dev.steward.kit.recording.RecordingConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A batch that records are still added to. */
final class OpenBatch {
    private final boolean failures;
    private final int mostRecords;
    private final long mostBytes;
    private final long longestNanos;
    private final ByteArrayOutputStream json = new ByteArrayOutputStream(16 * 1024);
    private int records;
    private long openedNanos;

    OpenBatch(boolean failures, RecordingConfig.Shipping config) {
        this.failures = failures;
        this.mostRecords = config.batchRecords();
        this.mostBytes = config.batchSize().asLongValue();
        this.longestNanos = config.batchWait().toNanos();
    }

    void add(byte[] record, long now) {
        if (records == 0) {
            openedNanos = now;
        }
        json.write(records == 0 ? '[' : ',');
        json.writeBytes(record);
        records++;
    }

    boolean isEmpty() {
        return records == 0;
    }

    /** Whether a record of so many bytes would be too much. */
    boolean isFull(int bytes) {
        return records > 0 && (records >= mostRecords || json.size() + bytes >= mostBytes);
    }

    /** Whether its first record has waited long enough. */
    boolean isOld(long now) {
        return records > 0 && now - openedNanos >= longestNanos;
    }

    /** Empties this for the next records. */
    Batch seal(boolean compress) {
        json.write(']');
        Batch sealed = new Batch(compress ? compressed() : json.toByteArray(), compress, records, failures);
        json.reset();
        records = 0;
        return sealed;
    }

    private byte[] compressed() {
        var bytes = new ByteArrayOutputStream(json.size() / 4);
        try (var gzip = new Fastest(bytes)) {
            json.writeTo(gzip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static final class Fastest extends GZIPOutputStream {
        Fastest(ByteArrayOutputStream out) throws IOException {
            super(out, 8192);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
