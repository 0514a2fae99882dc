package dev.steward.observability.ingest;

import dev.steward.observability.exchange.Exchange;
import dev.steward.observability.partition.Partitions;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Tells the records of a batch that may be stored from the others, and makes of each what is stored. */
@Singleton
class Reception {
    private final BatchReader reader;
    private final Admission admission;
    private final SecondLook secondLook;

    /**
     * @param index
     *            the record's position in its batch
     */
    record Admitted(int index, Exchange exchange) {}

    record Sorted(List<Admitted> admitted, List<Receipt.Rejected> rejected) {}

    Reception(BatchReader reader, SecondLook secondLook, Partitions partitions, IngestConfig config, Clock clock) {
        this.reader = reader;
        this.admission = new Admission(partitions.apis(), config, clock);
        this.secondLook = secondLook;
    }

    Sorted sort(byte[] body, String encoding) {
        Sorted sorted = new Sorted(new ArrayList<>(), new ArrayList<>());
        for (Element element : reader.read(body, encoding)) {
            switch (element) {
                case Element.Unreadable(int index, String reason) -> sorted.rejected().add(new Receipt.Rejected(index, reason));
                case Element.Readable(int index, Exchange exchange) -> admit(index, exchange, sorted);
            }
        }
        return sorted;
    }

    private void admit(int index, Exchange exchange, Sorted sorted) {
        try {
            admission.check(exchange);
            sorted.admitted().add(new Admitted(index, secondLook.of(exchange)));
        } catch (RejectedException e) {
            sorted.rejected().add(new Receipt.Rejected(index, e.getMessage()));
        }
    }
}
