package dev.steward.kit.recording.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

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
    void neverHoldsMoreThanTheLimit(@ForAll @Size(max = 20) List<@IntRange(max = 30_000) Integer> sizes,
            @ForAll @IntRange(min = 1, max = 20_000) int limit) {
        BodyTee tee = new BodyTee(limit);
        sizes.forEach(size -> tee.add(Buffer.buffer(new byte[size])));
        assertEquals(true, tee.weight() <= limit);
    }
}
