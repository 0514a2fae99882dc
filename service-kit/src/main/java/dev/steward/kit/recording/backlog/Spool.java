package dev.steward.kit.recording.backlog;

import dev.steward.kit.recording.RecordingConfig;
import dev.steward.kit.recording.backlog.Batch.Kind;
import dev.steward.kit.recording.backlog.Losses.Reason;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Batches of failures for which there is no room in memory, or no time at shutdown, as files. Bounded in bytes: beyond
 * it the oldest go. What an earlier process left is taken over. A disk that fails costs what should have gone there,
 * and nothing else. Belongs to the worker.
 */
public final class Spool {
    private final Path service;
    private final long limit;
    private final Losses losses;
    private final Deque<SpoolFile> files = new ArrayDeque<>();
    private final List<SpoolFolder> takenOver = new ArrayList<>();
    private SpoolFolder own;
    private SpoolFile opened;
    private Batch read;
    private long written;
    private volatile long bytes;
    private boolean failing;

    public Spool(RecordingConfig.Shipping config, String service, Losses losses) {
        this.service = config.spool().resolve(service.replaceAll("[^A-Za-z0-9_-]", "_"));
        this.limit = config.spoolLimit().asLongValue();
        this.losses = losses;
    }

    /** Takes over what was left behind. */
    public void open() {
        if (limit == 0) {
            return;
        }
        try {
            for (SpoolFolder folder : SpoolFolder.leftBehind(service)) {
                takeOver(folder);
            }
        } catch (IOException | UncheckedIOException | SecurityException e) {
            failed("cannot be looked through", e);
        }
        if (!files.isEmpty()) {
            Log.infof("%d batches of records that an earlier process could not send are taken over", files.size());
        }
    }

    /** False when there is no room for it. */
    public boolean keep(Batch batch) {
        if (batch.size() > limit || limit == 0) {
            return false;
        }
        try {
            if (own == null) {
                own = SpoolFolder.create(service);
            }
            SpoolFile file = SpoolFile.write(own.batch(++written), batch);
            failing = false;
            add(file);
            trim();
            return true;
        } catch (IOException | SecurityException e) {
            failed("takes no more", e);
            return false;
        }
    }

    /** The oldest, whose file stays until it is forgotten; null when there is none. */
    Batch next() {
        while (!files.isEmpty()) {
            opened = files.pollFirst();
            try {
                read = opened.read();
                return read;
            } catch (IOException e) {
                losses.add(Reason.DEFECT, opened.kind() == Kind.FAILURES, opened.extents(), "a file cannot be read: " + e);
                remove(opened);
            }
        }
        opened = null;
        return null;
    }

    /** Does nothing unless the batch came from here. */
    void forget(Batch batch) {
        if (batch == read && opened != null) {
            remove(opened);
            opened = null;
            read = null;
        }
    }

    /** False unless the batch came from here. */
    boolean putBack(Batch batch) {
        if (batch != read || opened == null) {
            return false;
        }
        files.addFirst(opened);
        opened = null;
        read = null;
        return true;
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** On the disk. */
    public long bytes() {
        return bytes;
    }

    public void close() {
        takenOver.forEach(SpoolFolder::close);
        if (own != null) {
            own.close();
        }
    }

    private void takeOver(SpoolFolder folder) throws IOException {
        takenOver.add(folder);
        for (Path path : folder.batches()) {
            try {
                add(SpoolFile.find(path));
            } catch (IOException e) {
                Log.warnf("%s holds no records that can be read: %s", path.getFileName(), e);
                Files.deleteIfExists(path);
            }
        }
        trim();
    }

    private void add(SpoolFile file) {
        files.addLast(file);
        bytes += file.size();
    }

    private void remove(SpoolFile file) {
        file.delete();
        bytes -= file.size();
    }

    private void trim() {
        while (bytes > limit && files.size() > 1) {
            SpoolFile oldest = files.pollFirst();
            losses.add(Reason.SPOOL_FULL, oldest.kind() == Kind.FAILURES, oldest.extents(), null);
            remove(oldest);
        }
    }

    /** Told once until it works again. */
    private void failed(String what, Exception e) {
        if (!failing) {
            failing = true;
            Log.warnf("The folder for records that wait, %s, %s: %s", service, what, e);
        }
    }
}
