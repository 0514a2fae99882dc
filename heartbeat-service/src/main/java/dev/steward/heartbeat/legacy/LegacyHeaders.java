package dev.steward.heartbeat.legacy;

import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;

/** Says in every legacy answer that it goes away, when, and what to use instead. */
@Singleton
public class LegacyHeaders {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final String deprecation;
    private final String sunset;

    LegacyHeaders(LegacyConfig config) {
        this.deprecation = "@" + config.deprecatedSince().getEpochSecond();
        this.sunset = HTTP_DATE.format(config.sunset());
    }

    public RestResponse<FlatBody> on(Map<String, Object> members, String successor) {
        return RestResponse.ResponseBuilder.ok(new FlatBody(members))
                .header("Deprecation", deprecation)
                .header("Sunset", sunset)
                .header("Link", "<" + successor + ">; rel=\"successor-version\"")
                .header("Cache-Control", "no-store")
                .build();
    }
}
