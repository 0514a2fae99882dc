package dev.steward.availability.mitra;

import static dev.steward.availability.AvailabilityError.MITRA_NOT_FOUND;

import dev.steward.kit.postgres.Postgres;
import dev.steward.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Whether there is a mitra, for whoever holds something of it. */
@Singleton
public class KnownMitras {
    private static final String IS_MITRA = "SELECT EXISTS (SELECT FROM mitra WHERE id = $1) AS known";

    private final Postgres postgres;

    KnownMitras(Postgres postgres) {
        this.postgres = postgres;
    }

    /** Fails with {@code mitra-not-found} where there is none. */
    public Uni<Void> require(UUID id) {
        return postgres.first(IS_MITRA, Tuple.of(id), row -> row.getBoolean("known"))
                .chain(known -> known
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom().failure(new ProblemException(MITRA_NOT_FOUND, "There is no mitra " + id + ".")));
    }
}
