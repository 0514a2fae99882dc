package dev.steward.observability.partition;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.time.Period;
import java.util.Map;

/** The APIs whose exchanges are kept, by name. A name consists of up to 30 lower-case letters, digits and hyphens. */
@ConfigMapping(prefix = "steward.observability.api")
public interface ApiConfig {
    @WithParentName
    Map<String, Api> apis();

    /** One API. */
    interface Api {
        /**
         * How long its exchanges are kept, an ISO period like {@code P2M} or {@code P14D}; whole days (UTC) that are
         * older go.
         */
        Period keep();
    }
}
