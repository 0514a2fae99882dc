package dev.steward.kit.valkey;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a service waits for Valkey before it does without. */
@ConfigMapping(prefix = "steward.kit.valkey")
public interface ValkeyConfig {
    /** A call that takes longer fails with {@link ValkeyUnavailableException}. */
    @WithDefault("75ms")
    Duration deadline();

    /** The same for a job that works through much and answers nobody: {@link Valkey#patient()}. */
    @WithDefault("2s")
    Duration jobDeadline();

    /** So many calls are looked at before the breaker may open; it opens when half of them failed. */
    @WithDefault("8")
    int breakerVolume();

    /** How long the open breaker fails calls at once before it tries one. */
    @WithDefault("500ms")
    Duration breakerDelay();

    /** How long a lost subscription waits before it connects again. */
    @WithDefault("250ms")
    Duration resubscribeDelay();
}
