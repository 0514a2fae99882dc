package dev.steward.kit.recording.backlog;

import dev.steward.kit.recording.RecordingConfig;
import dev.steward.kit.recording.backlog.Batch.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A batch that records are still added to. */
public final class OpenBatch {
    private final Kind kind;
    private final int mostRecords;
    private final long mostBytes;
    private final long longestNanos;
    private final Pieces json = new Pieces();
    private final Map<String, Extent> extents = new HashMap<>();
    private int records;
    private long openedNanos;

    public OpenBatch(Kind kind, RecordingConfig.Shipping config) {
        this.kind = kind;
        this.mostRecords = config.batchRecords();
        this.mostBytes = config.batchSize().asLongValue();
        this.longestNanos = config.batchWait().toNanos();
    }

    /**
     * @param extent
     *            of this one record
     */
    public void add(ByteArrayOutputStream record, Extent extent, long now) {
        if (records == 0) {
            openedNanos = now;
        }
        json.write(records == 0 ? '[' : ',');
        append(record);
        extents.merge(extent.api(), extent, Extent::and);
        records++;
    }

    public boolean isEmpty() {
        return records == 0;
    }

    /** Whether a record of so many bytes would be too much. */
    public boolean isFull(int bytes) {
        return records > 0 && (records >= mostRecords || json.size() + bytes >= mostBytes);
    }

    /** Whether its first record has waited long enough. */
    public boolean isOld(long now) {
        return records > 0 && now - openedNanos >= longestNanos;
    }

    /** Empties this for the next records. */
    public Batch seal(boolean compress) {
        json.write(']');
        Batch sealed = new Batch(kind, compress ? compressed() : json.take(), compress, List.copyOf(extents.values()));
        extents.clear();
        records = 0;
        return sealed;
    }

    private void append(ByteArrayOutputStream record) {
        try {
            record.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<byte[]> compressed() {
        var bytes = new Pieces();
        try (var gzip = new Fastest(bytes)) {
            for (byte[] piece : json.take()) {
                gzip.write(piece);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.take();
    }

    private static final class Fastest extends GZIPOutputStream {
        Fastest(Pieces out) throws IOException {
            super(out, 8192);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
