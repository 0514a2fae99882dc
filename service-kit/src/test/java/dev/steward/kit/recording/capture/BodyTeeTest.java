package dev.steward.kit.recording.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BodyTeeTest {
    @Property(tries = 100)
    void keepsTheBeginningAndKnowsTheWhole(@ForAll @Size(max = 12) List<@Size(max = 20_000) byte[]> chunks,
            @ForAll @IntRange(max = 30_000) int limit) throws Exception {
        BodyTee tee = new BodyTee(limit);
        var whole = new ByteArrayOutputStream();
        for (byte[] chunk : chunks) {
            tee.add(Buffer.buffer(chunk));
            whole.writeBytes(chunk);
        }
        byte[] bytes = whole.toByteArray();
        assertEquals(bytes.length, tee.size());
        assertArrayEquals(Arrays.copyOf(bytes, Math.min(limit, bytes.length)), tee.kept());
        if (bytes.length <= limit) {
            assertNull(tee.sha256());
        } else {
            assertEquals(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)), tee.sha256());
        }
    }

    @Property(tries = 100)
    void keepsAllUpToTheLimitAndNotAByteMore(@ForAll @IntRange(max = 20_000) int limit,
            @ForAll @IntRange(min = -1, max = 1) int more,
            @ForAll @IntRange(min = 1, max = 5_000) int chunk) {
        BodyTee tee = new BodyTee(limit);
        int size = Math.max(0, limit + more);
        for (int from = 0; from < size; from += chunk) {
            tee.add(Buffer.buffer(new byte[Math.min(chunk, size - from)]));
        }
        assertEquals(size, tee.size());
        assertEquals(Math.min(size, limit), tee.kept().length);
        assertEquals(size > limit, tee.sha256() != null);
    }

    @Test
    void aLongStreamWeighsAsMuchAsItsBeginning() {
        BodyTee tee = new BodyTee(16 * 1024);
        Buffer chunk = Buffer.buffer(new byte[64 * 1024]);
        for (int i = 0; i < 1024; i++) {
            tee.add(chunk);
        }
        assertEquals(64L << 20, tee.size());
        assertEquals(16 * 1024, tee.weight());
    }

    @Test
    void manyThreadsMayWriteAtOnce() throws Exception {
        BodyTee tee = new BodyTee(10_000);
        List<Thread> threads = IntStream.range(0, 8).mapToObj(i -> Thread.startVirtualThread(() -> {
            for (int j = 0; j < 2000; j++) {
                tee.add(Buffer.buffer("x"));
            }
        })).toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(16_000, tee.size());
        assertEquals("x".repeat(10_000), new String(tee.kept(), StandardCharsets.US_ASCII));
        assertEquals(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest("x".repeat(16_000).getBytes())),
                tee.sha256());
    }

    @Test
    void takesNothingMoreOnceItIsClosed() {
        BodyTee tee = new BodyTee(10);
        tee.add(Buffer.buffer("seen"));
        tee.close();
        tee.add(Buffer.buffer(" and not"));
        assertEquals(4, tee.size());
    }

    @Property(tries = 100)
    void neverHoldsMoreThanTheLimit(@ForAll @Size(max = 20) List<@IntRange(max = 30_000) Integer> sizes,
            @ForAll @IntRange(min = 1, max = 20_000) int limit) {
        BodyTee tee = new BodyTee(limit);
        sizes.forEach(size -> tee.add(Buffer.buffer(new byte[size])));
        assertEquals(true, tee.weight() <= limit);
    }
}
