package dev.steward.kit.recording.backlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.kit.recording.RecordingSettings;
import dev.steward.kit.recording.backlog.Batch.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class OpenBatchTest {
    private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");

    private final OpenBatch batch = new OpenBatch(Kind.FAILURES, RecordingSettings.of("shipping.batch-records", "3",
            "shipping.batch-size", "100", "shipping.batch-wait", "1s").shipping());

    @Test
    void isAJsonArrayPlainOrCompressed() throws IOException {
        add("{\"a\":1}", 0);
        add("{}", 0);
        assertEquals("[{\"a\":1},{}]", text(batch.seal(false).open()));
        add("{\"b\":2}", 0);
        Batch compressed = batch.seal(true);
        assertEquals("[{\"b\":2}]", text(new GZIPInputStream(compressed.open())));
        assertEquals(1, compressed.records());
        assertEquals(List.of(Extent.of("internal", NOON)), compressed.extents());
        assertTrue(compressed.failures());
        assertTrue(batch.isEmpty());
    }

    @Test
    void isFullByItsRecordsOrItsSizeAndOldByItsFirst() {
        assertFalse(batch.isFull(1000));
        assertFalse(batch.isOld(Long.MAX_VALUE));
        add("{}", 5);
        assertFalse(batch.isFull(90));
        assertTrue(batch.isFull(97));
        assertFalse(batch.isOld(1_000_000_004L));
        assertTrue(batch.isOld(1_000_000_005L));
        add("{}", 6);
        add("{}", 7);
        assertTrue(batch.isFull(0));
    }

    private void add(String record, long now) {
        batch.add(bytes(record), Extent.of("internal", NOON.plusNanos(now)), now);
    }

    private static String text(InputStream bytes) throws IOException {
        return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static ByteArrayOutputStream bytes(String record) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(record.getBytes(StandardCharsets.UTF_8));
        return bytes;
    }
}
