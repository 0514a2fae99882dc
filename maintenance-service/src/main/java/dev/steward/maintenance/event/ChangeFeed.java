package dev.steward.maintenance.event;

import dev.steward.kit.maintenance.MaintenanceFollower;
import dev.steward.kit.maintenance.Snapshot;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The latest revisions in memory, and the waiting room for the next one. However many readers there are, a revision is
 * read once by each replica; who asks for older ones gets them from the database.
 */
@Singleton
public class ChangeFeed {
    private static final int KEPT = 1_000;

    private final EventStore store;
    private final MaintenanceFollower follower;
    private final ArrayDeque<Revision> latest = new ArrayDeque<>();
    private final Queue<UniEmitter<? super Void>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong told = new AtomicLong();
    private long head = -1;
    private boolean loading;
    private volatile boolean closed;

    ChangeFeed(EventStore store, MaintenanceFollower follower) {
        this.store = store;
        this.follower = follower;
    }

    void start(@Observes StartupEvent event) {
        follower.onChange(this::load);
    }

    /** Streams and polls would keep a stopping service waiting: their clients come back, and find another replica. */
    void close(@Observes ShutdownDelayInitiatedEvent event) {
        closed = true;
        wakeUp();
    }

    public boolean isClosed() {
        return closed;
    }

    /** Counts the changes told here: what a reader remembers before it looks, so that none falls between look and wait. */
    public long told() {
        return told.get();
    }

    /**
     * Emits as soon as there is a change, and after this time in any case.
     *
     * @param before
     *            what {@link #told()} said before the reader looked; at once if it says another number now
     */
    public Uni<Void> next(long before, Duration atMost) {
        return Uni.createFrom().<Void>emitter(emitter -> {
            emitter.onTermination(() -> waiting.remove(emitter));
            waiting.add(emitter);
            if (told.get() != before) {
                emitter.complete(null);
            }
        })
                // Rounded up: whoever waits for an edge must not come too early.
                .ifNoItem().after(Duration.ofMillis(Math.max(0, atMost.toMillis()) + 1)).recoverWithItem((Void) null);
    }

    /** The newest revision that a reader can have. */
    synchronized long head() {
        return head;
    }

    /** The revisions after this one, in order, some at a time; none when there are none yet. */
    Uni<List<Revision>> after(long revision) {
        List<Revision> known = inMemory(revision);
        return known != null ? Uni.createFrom().item(known) : store.after(revision);
    }

    /** Null when the revision is too long ago. */
    private synchronized List<Revision> inMemory(long revision) {
        if (revision >= head) {
            return List.of();
        }
        if (latest.isEmpty() || latest.getFirst().revision() > revision + 1) {
            return null;
        }
        return latest.stream().filter(change -> change.revision() > revision).toList();
    }

    /** Revisions have no gap and are committed in their order, so what follows the head is all that is new. */
    private void load(Snapshot snapshot) {
        synchronized (this) {
            if (head < 0) {
                head = snapshot.revision();
            }
            if (loading || snapshot.revision() <= head) {
                wakeUp();
                return;
            }
            loading = true;
        }
        store.after(head()).subscribe().with(this::loaded, this::failed);
    }

    private void loaded(List<Revision> changes) {
        synchronized (this) {
            loading = false;
            for (Revision change : changes) {
                latest.add(change);
                head = Math.max(head, change.revision());
            }
            while (latest.size() > KEPT) {
                latest.removeFirst();
            }
        }
        wakeUp();
        if (!changes.isEmpty()) {
            load(follower.current());
        }
    }

    /** The next change, or the next poll of a reader, finds it again. */
    private void failed(Throwable cause) {
        Log.warnf("The latest changes cannot be read: %s", cause.getMessage());
        synchronized (this) {
            loading = false;
        }
        wakeUp();
    }

    /** Only those who wait now: whoever is woken may wait again before this returns. */
    private void wakeUp() {
        told.incrementAndGet();
        List.copyOf(waiting).forEach(emitter -> emitter.complete(null));
    }
}
