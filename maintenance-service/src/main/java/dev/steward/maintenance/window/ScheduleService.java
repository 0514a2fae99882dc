package dev.steward.maintenance.window;

import static dev.steward.maintenance.MaintenanceServiceError.IDEMPOTENCY_KEY_REUSED;
import static dev.steward.maintenance.MaintenanceServiceError.WINDOW_NOT_FOUND;

import dev.steward.kit.maintenance.MaintenanceFollower;
import dev.steward.kit.maintenance.MaintenanceWindow;
import dev.steward.kit.maintenance.Snapshot;
import dev.steward.kit.paging.Cursor;
import dev.steward.kit.postgres.Postgres;
import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import dev.steward.maintenance.ledger.Ledger;
import dev.steward.maintenance.ledger.Page;
import dev.steward.maintenance.window.IdempotencyStore.Used;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** Makes scheduled windows, each once for its key, and reads windows. */
@ApplicationScoped
class ScheduleService {
    private final Ledger ledger;
    private final MaintenanceWindowService windows;
    private final WindowStore store;
    private final IdempotencyStore keys;
    private final Postgres postgres;
    private final MaintenanceFollower follower;
    private final WindowConfig config;

    /**
     * @param fresh
     *            false when an earlier request with the same key made it
     */
    record Made(WindowView window, boolean fresh) {}

    private record Stored(MaintenanceWindow window, boolean fresh) {}

    ScheduleService(Ledger ledger, MaintenanceWindowService windows, WindowStore store, IdempotencyStore keys,
            Postgres postgres, MaintenanceFollower follower, WindowConfig config) {
        this.ledger = ledger;
        this.windows = windows;
        this.store = store;
        this.keys = keys;
        this.postgres = postgres;
        this.follower = follower;
        this.config = config;
    }

    /**
     * @param key
     *            null: the request is made for the first time
     * @param digest
     *            of the request
     */
    Uni<Made> schedule(ScheduleDecision.Plan plan, String actor, String key, String digest) {
        return ledger.change(page -> used(page, actor, key)
                .chain(used -> used == null
                        ? create(page, plan, actor, key, digest)
                        : again(page, used, digest)))
                .map(done -> new Made(WindowView.of(done.result().window(), done.snapshot().revision(), windows.now()),
                        done.result().fresh()));
    }

    /** With the database away: one that is not over, as it was last known. */
    Uni<WindowView> find(UUID id) {
        return store.find(postgres, id)
                .onFailure(ScheduleService::storeIsAway).recoverWithUni(away -> remembered(id, away))
                .onItem().ifNull().failWith(() -> Refusal.because(WINDOW_NOT_FOUND, "There is no window %s.", id))
                .map(this::view);
    }

    Uni<WindowPage> list(String cursor, String channel, WindowState state, int limit) {
        return store.list(postgres, Cursor.read(cursor), channel, state, windows.now(), limit + 1)
                .map(found -> WindowPage.of(found.stream().map(this::view).toList(), limit))
                .onFailure(ScheduleService::storeIsAway).recoverWithItem(away -> stale(channel, state, limit));
    }

    private Uni<Used> used(Page page, String actor, String key) {
        return key == null ? Uni.createFrom().nullItem() : keys.find(page.sql(), actor, key, config.keysKept());
    }

    private Uni<Stored> create(Page page, ScheduleDecision.Plan plan, String actor, String key, String digest) {
        Change created = ScheduleDecision.create(plan, windows.now(), config.longest());
        return windows.create(page, created, actor)
                .chain(() -> key == null
                        ? Uni.createFrom().voidItem()
                        : keys.remember(page.sql(), actor, key, new Used(digest, created.after().id()), config.keysKept()))
                .replaceWith(new Stored(created.after(), true));
    }

    private Uni<Stored> again(Page page, Used used, String digest) {
        if (!used.digest().equals(digest)) {
            throw Refusal.because(IDEMPOTENCY_KEY_REUSED, "The key was used for another request within %d hours.",
                    config.keysKept().toHours());
        }
        return store.find(page.sql(), used.window()).map(window -> new Stored(window, false));
    }

    private WindowPage stale(String channel, WindowState state, int limit) {
        Instant now = windows.now();
        Snapshot snapshot = follower.current();
        List<WindowView> known = snapshot.windows().stream()
                .filter(window -> channel == null || ScheduleDecision.names(window).contains(channel))
                .filter(window -> state == null || WindowState.of(window, now) == state)
                .sorted(Comparator.comparing(MaintenanceWindow::id).reversed())
                .map(this::view)
                .limit(limit)
                .toList();
        return new WindowPage(known, null, true);
    }

    private Uni<MaintenanceWindow> remembered(UUID id, Throwable away) {
        return follower.current().windows().stream().filter(window -> window.id().equals(id)).findFirst()
                .map(window -> Uni.createFrom().item(window))
                .orElseGet(() -> Uni.createFrom().failure(away));
    }

    private WindowView view(MaintenanceWindow window) {
        return WindowView.of(window, follower.current().revision(), windows.now());
    }

    private static boolean storeIsAway(Throwable failure) {
        return failure instanceof ProblemException problem && problem.code() == KitError.STORE_UNAVAILABLE;
    }
}
