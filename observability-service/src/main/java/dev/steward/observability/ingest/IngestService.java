package dev.steward.observability.ingest;

import dev.steward.observability.ingest.Reception.Admitted;
import dev.steward.observability.ingest.Reception.Sorted;
import dev.steward.observability.partition.Partition;
import dev.steward.observability.partition.Partitions;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Takes batches: a bad record costs no other, and each good one is stored once, however often it comes. */
@ApplicationScoped
class IngestService {
    private static final String NO_PARTITION = "23514";

    private final Reception reception;
    private final Partitions partitions;
    private final IngestStore store;
    private final IngestMetrics metrics;

    private record Stored(int inserted, List<Receipt.Rejected> rejected) {
        static final Stored NOTHING = new Stored(0, List.of());

        Stored and(Stored other) {
            return new Stored(inserted + other.inserted, Stream.concat(rejected.stream(), other.rejected.stream()).toList());
        }
    }

    IngestService(Reception reception, Partitions partitions, IngestStore store, IngestMetrics metrics) {
        this.reception = reception;
        this.partitions = partitions;
        this.store = store;
        this.metrics = metrics;
    }

    Uni<Receipt> ingest(byte[] body, String encoding) {
        Sorted sorted = reception.sort(body, encoding);
        return store(sorted.admitted())
                .map(stored -> receipt(sorted, stored))
                .invoke(metrics::count);
    }

    private Uni<Stored> store(List<Admitted> admitted) {
        if (admitted.isEmpty()) {
            return Uni.createFrom().item(Stored.NOTHING);
        }
        return insert(admitted)
                .onFailure(IngestService::isRefusal).recoverWithUni(refusal -> storeHalves(admitted, refusal));
    }

    /** Partitions may be dropped between the look and the insert: then a second look helps. */
    private Uni<Stored> insert(List<Admitted> admitted) {
        return ensureAndInsert(admitted)
                .onFailure(IngestService::lacksPartition).invoke(partitions::forget)
                .onFailure(IngestService::lacksPartition).recoverWithUni(() -> ensureAndInsert(admitted));
    }

    private Uni<Stored> ensureAndInsert(List<Admitted> admitted) {
        List<Partition> wanted = admitted.stream()
                .map(record -> Partition.of(record.exchange().api(), record.exchange().startedAt()))
                .toList();
        return partitions.ensure(wanted)
                .chain(() -> store.insert(admitted.stream().map(Admitted::exchange).toList()))
                .map(inserted -> new Stored(inserted, List.of()));
    }

    /** Whatever the table refuses although it was admitted costs itself only. */
    private Uni<Stored> storeHalves(List<Admitted> admitted, Throwable refusal) {
        if (admitted.size() == 1) {
            String reason = "refused by the store: SQLSTATE " + ((PgException) refusal).getSqlState();
            return Uni.createFrom().item(new Stored(0, List.of(new Receipt.Rejected(admitted.getFirst().index(), reason))));
        }
        int middle = admitted.size() / 2;
        return store(admitted.subList(0, middle))
                .chain(first -> store(admitted.subList(middle, admitted.size())).map(first::and));
    }

    /** SQLSTATE classes 22 and 23: the data are wrong, and not the database. */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof PgException e && e.getSqlState() != null
                && (e.getSqlState().startsWith("22") || e.getSqlState().startsWith("23"));
    }

    private static boolean lacksPartition(Throwable failure) {
        return failure instanceof PgException e && NO_PARTITION.equals(e.getSqlState());
    }

    private static Receipt receipt(Sorted sorted, Stored stored) {
        List<Receipt.Rejected> rejected = new ArrayList<>(sorted.rejected());
        rejected.addAll(stored.rejected());
        rejected.sort(Comparator.comparingInt(Receipt.Rejected::index));
        int accepted = sorted.admitted().size() - stored.rejected().size();
        return new Receipt(accepted, accepted - stored.inserted(), rejected);
    }
}
