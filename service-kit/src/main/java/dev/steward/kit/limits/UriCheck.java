package dev.steward.kit.limits;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * Leaves the check of the request's URI to {@link RequestLimits}: the framework answers a bad one with no body, before
 * anything of
 * the application runs. A configuration customizer, as that is what runs before the framework looks for its switch.
 */
public final class UriCheck implements SmallRyeConfigBuilderCustomizer {
    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        System.setProperty("vertx.disableURIValidation", "true");
    }
}
