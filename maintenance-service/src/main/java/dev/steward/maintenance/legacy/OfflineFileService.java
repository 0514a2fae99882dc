package dev.steward.maintenance.legacy;

import dev.steward.kit.id.Uuid7;
import dev.steward.kit.maintenance.EndPolicy;
import dev.steward.kit.maintenance.MaintenanceWindow;
import dev.steward.kit.maintenance.MaintenanceWindow.Coverage;
import dev.steward.kit.problem.KitError;
import dev.steward.kit.problem.ProblemException;
import dev.steward.maintenance.MaintenanceServiceError;
import dev.steward.maintenance.channel.Channels;
import dev.steward.maintenance.ledger.Ledger;
import dev.steward.maintenance.ledger.Page;
import dev.steward.maintenance.window.MaintenanceWindowService;
import dev.steward.maintenance.window.WindowView;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Turns the legacy system's offline file into a window, once. That it is there means offline, also when its time is
 * past:
 * the window covers every channel, and somebody must end it.
 */
@Singleton
class OfflineFileService {
    private final Ledger ledger;
    private final MaintenanceWindowService windows;
    private final OfflineFileStore store;
    private final Channels channels;

    /**
     * @param fresh
     *            false when the file was imported before
     */
    record Imported(WindowView window, boolean fresh) {}

    OfflineFileService(Ledger ledger, MaintenanceWindowService windows, OfflineFileStore store, Channels channels) {
        this.ledger = ledger;
        this.windows = windows;
        this.store = store;
        this.channels = channels;
    }

    Uni<Imported> take(OfflineFileRequest file, String actor) {
        MaintenanceWindow window = window(file, windows.now());
        return ledger.change(page -> store.find(page.sql(), file.digest())
                .chain(known -> known == null
                        ? adopt(page, file, window, actor).replaceWith(window)
                        : windows.find(page, known)))
                .map(done -> new Imported(windows.view(done), done.result().id().equals(window.id())));
    }

    private Uni<Void> adopt(Page page, OfflineFileRequest file, MaintenanceWindow window, String actor) {
        return windows.adopt(page, window, actor)
                .chain(() -> store.remember(page.sql(), file.digest(), window.id(), actor));
    }

    private MaintenanceWindow window(OfflineFileRequest file, Instant now) {
        Optional<Instant> backOnlineAt = backOnlineAt(file);
        Instant written = file.modifiedAt().toInstant().truncatedTo(ChronoUnit.MILLIS);
        if (written.isBefore(Instant.EPOCH)) {
            throw new ProblemException(KitError.VALIDATION_FAILED, "No file was written before 1970.")
                    .field("modifiedAt", "must not be before 1970");
        }
        Instant since = written.isAfter(now) ? now : written;
        List<Coverage> coverage = channels.names().stream().map(name -> new Coverage(name, since, null, null)).toList();
        return new MaintenanceWindow(Uuid7.at(now), coverage, backOnlineAt.orElse(null), EndPolicy.MANUAL, null, 1);
    }

    private static Optional<Instant> backOnlineAt(OfflineFileRequest file) {
        ZoneId zone = file.zone() == null ? ZoneOffset.UTC : file.zone();
        try {
            return OfflineFile.backOnlineAt(file.content(), zone);
        } catch (DateTimeException e) {
            throw new ProblemException(MaintenanceServiceError.OFFLINE_FILE_UNREADABLE,
                    "Its content is neither unix time nor an ISO 8601 time; write one into it, or empty it.");
        }
    }
}
