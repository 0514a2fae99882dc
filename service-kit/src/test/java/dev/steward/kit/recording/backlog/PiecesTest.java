package dev.steward.kit.recording.backlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PiecesTest {
    private static final int PIECE = 32 * 1024;

    @Property(tries = 200)
    void giveBackWhatWasWritten(@ForAll List<@IntRange(max = 3 * PIECE) Integer> lengths, @ForAll long seed)
            throws IOException {
        var random = new Random(seed);
        var pieces = new Pieces();
        var all = new ByteArrayOutputStream();
        for (int length : lengths) {
            byte[] more = new byte[length];
            random.nextBytes(more);
            pieces.write(more);
            all.write(more);
        }
        assertEquals(all.size(), pieces.size());
        List<byte[]> taken = pieces.take();
        assertArrayEquals(all.toByteArray(), Pieces.stream(taken).readAllBytes());
        assertTrue(taken.stream().allMatch(piece -> piece.length > 0 && piece.length <= PIECE));
        assertEquals(Math.ceilDiv(all.size(), PIECE), taken.size());
        List<byte[]> read = Pieces.read(new DataInputStream(new ByteArrayInputStream(all.toByteArray())), all.size());
        assertTrue(Arrays.deepEquals(taken.toArray(), read.toArray()));
    }

    @Test
    void areEmptyOnceTaken() {
        var pieces = new Pieces();
        pieces.write('a');
        assertArrayEquals(new byte[]{'a'}, pieces.take().getFirst());
        assertEquals(0, pieces.size());
        assertEquals(List.of(), pieces.take());
        pieces.write('b');
        assertArrayEquals(new byte[]{'b'}, pieces.take().getFirst());
    }

    @Test
    void areNotReadWhereBytesAreMissing() {
        var in = new DataInputStream(new ByteArrayInputStream(new byte[PIECE + 1]));
        assertThrows(EOFException.class, () -> Pieces.read(in, PIECE + 2));
    }
}
