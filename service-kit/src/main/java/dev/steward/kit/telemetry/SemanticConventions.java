package dev.steward.kit.telemetry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Names the framework's own metrics, their attributes and buckets as OpenTelemetry's semantic conventions do, so that
 * one dashboard reads every service, whatever it is written in. A service's own metrics pass unchanged.
 */
@Singleton
public class SemanticConventions implements MeterFilter {
    private static final Pattern RANDOM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final double[] REQUESTS = nanos(.005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10);
    private static final double[] COLLECTIONS = nanos(.01, .1, 1, 10);

    private final HttpConventions http = new HttpConventions();

    @Override
    public Meter.Id map(Meter.Id id) {
        return switch (id.getName()) {
            case "http.server.requests" -> http.server(id);
            case "http.client.requests" -> http.client(id);
            default -> id.getName().startsWith(".") ? ofNamelessClient(id) : JvmConventions.of(id);
        };
    }

    /** A pool without a name gets a random one, so each reconnection would leave its series behind, for ever. */
    @Override
    public MeterFilterReply accept(Meter.Id id) {
        String pool = id.getTag("pool.name");
        return pool != null && RANDOM.matcher(pool).matches() ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        return switch (id.getName()) {
            case HttpConventions.SERVER, HttpConventions.CLIENT -> withBuckets(REQUESTS, config);
            case JvmConventions.COLLECTION -> withBuckets(COLLECTIONS, config);
            default -> config;
        };
    }

    private static Meter.Id ofNamelessClient(Meter.Id id) {
        return id.withName(id.getTag("clientType") + id.getName());
    }

    private static DistributionStatisticConfig withBuckets(double[] limits, DistributionStatisticConfig config) {
        return DistributionStatisticConfig.builder().serviceLevelObjectives(limits).build().merge(config);
    }

    private static double[] nanos(double... seconds) {
        return Arrays.stream(seconds).map(each -> each * 1e9).toArray();
    }
}
