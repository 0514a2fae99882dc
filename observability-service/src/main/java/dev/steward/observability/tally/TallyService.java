package dev.steward.observability.tally;

import dev.steward.kit.recording.tally.TallyReport;
import dev.steward.observability.partition.Partitions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Takes reports: each is applied once, however often it comes. */
@ApplicationScoped
class TallyService {
    private final TallyAdmission admission;
    private final TallyStore store;
    private final TallyMetrics metrics;

    TallyService(Partitions partitions, TallyStore store, TallyMetrics metrics, Clock clock) {
        this.admission = new TallyAdmission(partitions.apis(), clock);
        this.store = store;
        this.metrics = metrics;
    }

    Uni<TallyReceipt> apply(TallyReport report) {
        TallyAdmission.Admitted admitted = admission.admit(report);
        return store.apply(admitted.report())
                .invoke(applied -> metrics.count(admitted.report(), applied))
                .map(applied -> new TallyReceipt(applied, admitted.rejected()));
    }
}
