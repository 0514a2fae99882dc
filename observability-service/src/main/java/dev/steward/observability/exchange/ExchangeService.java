package dev.steward.observability.exchange;

import static dev.steward.observability.ObservabilityError.EXCHANGE_NOT_FOUND;

import dev.steward.kit.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Finding and reading what was recorded. */
@ApplicationScoped
class ExchangeService {
    private final ExchangeStore store;
    private final GapStore gaps;

    ExchangeService(ExchangeStore store, GapStore gaps) {
        this.store = store;
        this.gaps = gaps;
    }

    Uni<ExchangePage> list(ExchangeFilter filter) {
        Cursor behind = Cursor.of(filter.cursor());
        return store.list(new ExchangeQuery(filter, behind))
                .map(found -> ExchangePage.of(found, filter.limit()))
                .chain(page -> withGaps(page, filter, behind));
    }

    private Uni<ExchangePage> withGaps(ExchangePage page, ExchangeFilter filter, Cursor behind) {
        return gaps.list(filter, page.end(), behind == null ? null : behind.startedAt()).map(page::with);
    }

    /** Whoever may see bodies is noted before they see them; whoever may not, gets the rest. */
    Uni<Exchange> read(UUID id, Reader reader, String readAs) {
        return store.find(id)
                .onItem().ifNull().failWith(() -> new ProblemException(EXCHANGE_NOT_FOUND, "There is no exchange " + id + "."))
                .chain(exchange -> reader.seesBodies()
                        ? store.noteReading(exchange, reader, readAs).replaceWith(exchange)
                        : Uni.createFrom().item(exchange.withoutBodies()));
    }
}
