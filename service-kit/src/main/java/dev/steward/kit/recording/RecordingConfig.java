package dev.steward.kit.recording;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Traffic recording: nothing is recorded until an API has a path, or there is a default one. */
@ConfigMapping(prefix = "steward.kit.recording")
public interface RecordingConfig {
    /** Turns recording off altogether, whatever else is configured. */
    @WithDefault("true")
    boolean enabled();

    /** The APIs by name; observability-service must know each, or it refuses its records. */
    @WithDefaults
    Map<String, Api> apis();

    /** The API of every path that no prefix covers. Without one these are not recorded. */
    Optional<String> defaultApi();

    /**
     * The header that names a request's tenant. Only where a gateway sets it: callers may write what they like. It
     * decides what is masked on top of the API's rules, and nothing else.
     */
    Optional<String> tenantHeader();

    /** The claim of the caller's token that names the tenant. It goes before the header. */
    Optional<String> tenantClaim();

    /** Tenants by name. Of a request whose tenant is not known what is masked for any of them is masked. */
    Map<String, Tenant> tenants();

    /** What records name as their service. */
    @WithDefault("${quarkus.application.name}")
    String service();

    /** What waits between the request and observability-service, and how long. */
    Shipping shipping();

    /** One API. */
    interface Api {
        /**
         * Path prefixes, on whole segments: {@code /api} covers {@code /api/orders} and not {@code /apis}. The
         * longest wins.
         */
        Optional<List<String>> paths();

        /**
         * The share of successes that is recorded, 0 to 1, decided by the trace id alone, so that all services keep
         * the same requests. Failures (a status from 400 on, an exception, no complete answer) and slow requests are
         * always recorded.
         */
        @WithDefault("1.0")
        double samplingRate();

        /** A request that takes at least this long is slow. */
        @WithDefault("1s")
        Duration slow();

        /** How much of each body is kept; size and digest are always those of the whole. */
        @WithDefault("16K")
        MemorySize bodyLimit();

        /** What is masked on top of the defaults, which cannot be taken away. */
        Redaction redaction();
    }

    /** One tenant. */
    interface Tenant {
        /** What is masked, and what is kept, on top of the API's rules. */
        Redaction redaction();
    }

    /** Additions to the rules of redaction. */
    interface Redaction {
        /**
         * More names whose values are masked, in headers, queries, forms, JSON and XML; {@code customer_ref} covers
         * customerRef.
         */
        Optional<Set<String>> names();

        /** Names that are kept although their words look sensitive, like {@code chatSessionId}. */
        Optional<Set<String>> allowed();

        /** Regular expressions; what they match is masked in any value. */
        Optional<List<String>> patterns();
    }

    /** The way to observability-service. */
    interface Shipping {
        /** Finished exchanges that wait for redaction, in memory, as they were; more are lost and counted. */
        @WithDefault("8M")
        MemorySize intake();

        /** Redacted failures that wait to be sent. Beyond it the oldest go to the spool. */
        @WithDefault("8M")
        MemorySize failures();

        /** Redacted successes that wait to be sent. Beyond it the oldest are lost and counted. */
        @WithDefault("10M")
        MemorySize successes();

        /** A batch is closed when it holds this many records, ... */
        @WithDefault("500")
        int batchRecords();

        /** ... or this much JSON, ... */
        @WithDefault("1M")
        MemorySize batchSize();

        /** ... or when its first record has waited this long. */
        @WithDefault("200ms")
        Duration batchWait();

        /**
         * Batches are compressed while more than this waits to be sent; 0 compresses every one, which takes a third of the
         * CPU of recording.
         */
        @WithDefault("2M")
        MemorySize compressAbove();

        /** The pause after a failed attempt doubles from here ... */
        @WithDefault("200ms")
        Duration firstRetry();

        /** ... to here. */
        @WithDefault("5s")
        Duration longestRetry();

        /** How long a shutdown waits for what is still to be sent; then failures go to the spool, and successes are lost. */
        @WithDefault("1500ms")
        Duration drain();

        /** Where failures wait for which there is no room in memory; a folder of its own is made there for each process. */
        @WithDefault("${STEWARD_RECORDING_SPOOL:${java.io.tmpdir}/steward-recording}")
        Path spool();

        /** How much of the disk they may take. Beyond it the oldest are lost and counted; 0 keeps off the disk. */
        @WithDefault("64M")
        MemorySize spoolLimit();

        /** How often counts and gaps are reported. */
        @WithDefault("10s")
        Duration reportEvery();
    }
}
