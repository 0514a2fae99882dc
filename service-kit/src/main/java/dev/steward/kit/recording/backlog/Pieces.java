package dev.steward.kit.recording.backlog;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Takes bytes into arrays of 32 KiB, the most for which Netty keeps direct memory at hand. A whole megabyte would be
 * copied when it grows and when it leaves, and the collector treats such arrays apart.
 */
final class Pieces extends OutputStream {
    private static final int PIECE = 32 * 1024;

    private List<byte[]> pieces = new ArrayList<>();
    private int used = PIECE;
    private int size;

    @Override
    public void write(int b) {
        write(new byte[]{(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        for (int done = 0; done < length;) {
            if (used == PIECE) {
                pieces.add(new byte[PIECE]);
                used = 0;
            }
            int count = Math.min(length - done, PIECE - used);
            System.arraycopy(bytes, from + done, pieces.getLast(), used, count);
            used += count;
            done += count;
        }
        size += length;
    }

    int size() {
        return size;
    }

    /** All that was written, and empties this. */
    List<byte[]> take() {
        List<byte[]> taken = pieces;
        if (used < PIECE) {
            taken.add(Arrays.copyOf(taken.removeLast(), used));
        }
        pieces = new ArrayList<>();
        used = PIECE;
        size = 0;
        return taken;
    }

    static List<byte[]> read(DataInput in, int length) throws IOException {
        List<byte[]> read = new ArrayList<>();
        for (int left = length; left > 0; left -= PIECE) {
            byte[] piece = new byte[Math.min(left, PIECE)];
            in.readFully(piece);
            read.add(piece);
        }
        return read;
    }

    static InputStream stream(List<byte[]> pieces) {
        return new SequenceInputStream(Collections.enumeration(pieces.stream().map(ByteArrayInputStream::new).toList()));
    }
}
