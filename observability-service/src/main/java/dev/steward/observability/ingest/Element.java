package dev.steward.observability.ingest;

import dev.steward.observability.exchange.Exchange;

/** One element of a batch, as it was read. */
sealed interface Element {
    int index();

    record Readable(int index, Exchange exchange) implements Element {}

    record Unreadable(int index, String reason) implements Element {}
}
