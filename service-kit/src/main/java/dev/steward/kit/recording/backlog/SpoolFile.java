package dev.steward.kit.recording.backlog;

import dev.steward.kit.recording.backlog.Batch.Kind;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One batch as a file: what it is, its extents, then its content. Written beside its place and moved there, so that a
 * file with this name is whole, unless the machine lost power.
 *
 * @param size
 *            of the file, in bytes
 */
record SpoolFile(Path path, long size, Kind kind, boolean compressed, List<Extent> extents) {
    private static final int MAGIC = 0x53545744;

    static SpoolFile write(Path path, Batch batch) throws IOException {
        Path unfinished = path.resolveSibling(path.getFileName() + ".part");
        try {
            try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(unfinished)))) {
                write(out, batch);
            }
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        return new SpoolFile(path, Files.size(path), batch.kind(), batch.compressed(), batch.extents());
    }

    static SpoolFile find(Path path) throws IOException {
        return reading(path, in -> header(in, path));
    }

    Batch read() throws IOException {
        return reading(path, in -> {
            header(in, path);
            int length = in.readInt();
            if (length < 0 || length > size) {
                throw new EOFException("no batch");
            }
            return new Batch(kind, Pieces.read(in, length), compressed, extents);
        });
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // It will be sent again, which changes nothing.
        }
    }

    private interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    /** Whatever bytes lie there, nothing but an IOException comes of it. */
    private static <T> T reading(Path path, Reading<T> reading) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
            return reading.from(in);
        } catch (RuntimeException e) {
            throw new IOException("no batch: " + e, e);
        }
    }

    private static void write(DataOutputStream out, Batch batch) throws IOException {
        out.writeInt(MAGIC);
        out.writeByte(batch.kind().ordinal());
        out.writeBoolean(batch.compressed());
        out.writeShort(batch.extents().size());
        for (Extent extent : batch.extents()) {
            out.writeUTF(extent.api());
            write(out, extent.from());
            write(out, extent.until());
            out.writeInt(extent.exchanges());
        }
        out.writeInt(batch.size());
        for (byte[] piece : batch.content()) {
            out.write(piece);
        }
    }

    private static void write(DataOutputStream out, Instant time) throws IOException {
        out.writeLong(time.getEpochSecond());
        out.writeInt(time.getNano());
    }

    private static SpoolFile header(DataInputStream in, Path path) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new EOFException("no batch");
        }
        int kind = in.readByte();
        if (kind < 0 || kind >= Kind.values().length) {
            throw new EOFException("no batch");
        }
        boolean compressed = in.readBoolean();
        int count = in.readUnsignedShort();
        List<Extent> extents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            extents.add(new Extent(in.readUTF(), time(in), time(in), in.readInt()));
        }
        return new SpoolFile(path, Files.size(path), Kind.values()[kind], compressed, extents);
    }

    private static Instant time(DataInputStream in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }
}
