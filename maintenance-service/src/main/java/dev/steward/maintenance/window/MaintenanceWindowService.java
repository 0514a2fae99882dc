package dev.steward.maintenance.window;

import static dev.steward.maintenance.MaintenanceServiceError.WINDOW_NOT_FOUND;

import dev.steward.kit.maintenance.MaintenanceWindow;
import dev.steward.kit.maintenance.Snapshot;
import dev.steward.maintenance.channel.Channels;
import dev.steward.maintenance.ledger.Ledger;
import dev.steward.maintenance.ledger.Page;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

/** Changes windows. What may be changed is decided by {@link OfflineDecision} and {@link ScheduleDecision}. */
@ApplicationScoped
public class MaintenanceWindowService {
    private final Ledger ledger;
    private final WindowStore store;
    private final Channels channels;
    private final WindowConfig config;
    private final Clock clock;

    MaintenanceWindowService(Ledger ledger, WindowStore store, Channels channels, WindowConfig config, Clock clock) {
        this.ledger = ledger;
        this.store = store;
        this.channels = channels;
        this.config = config;
        this.clock = clock;
    }

    Uni<WindowView> takeOffline(OfflineRequest request, String actor) {
        OfflineCommand command = new OfflineCommand(channels.known(request.channels()),
                Moment.of("backOnlineAt", request.backOnlineAt()), request.message(), request.endPolicy(), request.shorten());
        return ledger.change(page -> saveAll(page,
                OfflineDecision.takeOffline(command, page.before().windows(), now(), config.longest()), actor))
                .map(this::view);
    }

    /** Emits everything after it. */
    Uni<Snapshot> takeOnline(Set<String> asked, String actor) {
        Set<String> known = channels.known(asked);
        return ledger.change(page -> saveAll(page, OfflineDecision.takeOnline(known, page.before().windows(), now()), actor))
                .map(Ledger.Committed::snapshot);
    }

    /**
     * @param ifMatch
     *            checked against the version under the lock
     */
    Uni<WindowView> change(UUID id, String actor, IfMatch ifMatch, BiFunction<MaintenanceWindow, Instant, Change> decision) {
        return ledger.change(page -> store.find(page.sql(), id)
                .onItem().ifNull().failWith(() -> Refusal.because(WINDOW_NOT_FOUND, "There is no window %s.", id))
                .invoke(window -> ifMatch.check(window.version()))
                .chain(window -> save(page, decision.apply(window, now()), actor)))
                .map(this::view);
    }

    /** Saves one new window, and whatever else belongs to that. */
    Uni<Void> create(Page page, Change created, String actor) {
        return save(page, created, actor).replaceWithVoid();
    }

    /** Saves a window that another system had. */
    public Uni<Void> adopt(Page page, MaintenanceWindow window, String actor) {
        return create(page, new Change(Change.Action.IMPORT, null, window), actor);
    }

    /** Emits null when there is no such window. */
    public Uni<MaintenanceWindow> find(Page page, UUID id) {
        return store.find(page.sql(), id);
    }

    /** PostgreSQL keeps microseconds: what is published now must equal what is read again later. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    public WindowView view(Ledger.Committed<MaintenanceWindow> committed) {
        return WindowView.of(committed.result(), committed.snapshot().revision(), clock.instant());
    }

    /** Emits the first one, when all are saved; null when there is nothing to save. */
    private Uni<MaintenanceWindow> saveAll(Page page, List<Change> changes, String actor) {
        return Multi.createFrom().iterable(changes)
                .onItem().transformToUniAndConcatenate(change -> save(page, change, actor))
                .collect().asList()
                .map(saved -> saved.isEmpty() ? null : saved.getFirst());
    }

    /** Emits the window as it is stored then. */
    private Uni<MaintenanceWindow> save(Page page, Change change, String actor) {
        if (!change.effective()) {
            return Uni.createFrom().item(change.after());
        }
        MaintenanceWindow after = change.after();
        return store.save(page.sql(), after)
                .chain(() -> page.enter(new Page.Entry(change.action().name(), actor, after.id(), null,
                        store.document(change.before()), store.document(after))))
                .chain(() -> store.find(page.sql(), after.id()));
    }
}
