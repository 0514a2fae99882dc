package dev.steward.observability.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What recorders may send. The bound of a request on the wire is {@code quarkus.http.limits.max-body-size}. */
@ConfigMapping(prefix = "steward.observability.ingest")
public interface IngestConfig {
    /** The records of one batch. */
    @WithDefault("1000")
    int batchRecords();

    /** A batch after decompression. */
    @WithDefault("8M")
    MemorySize batchSize();

    /** The text of one body. */
    @WithDefault("1M")
    MemorySize bodySize();

    /** Older exchanges are rejected. Retention may drop them sooner. */
    @WithDefault("90d")
    Duration acceptedPast();

    /** How far a recorder's clock may be ahead. */
    @WithDefault("10m")
    Duration acceptedFuture();
}
