package dev.steward.kit.valkey;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where Valkey is, and how long a service waits for it before it does without. */
@ConfigMapping(prefix = "steward.kit.valkey")
public interface ValkeyConfig {
    /** {@code redis://[user:password@]host:port[/database]}, or {@code rediss://} with TLS. */
    @WithDefault("${STEWARD_VALKEY_URL:redis://127.0.0.1:16379}")
    String url();

    /** A call that takes longer fails with {@link ValkeyUnavailableException}. */
    @WithDefault("75ms")
    Duration deadline();

    /** The same for a job that works through much and answers nobody: {@link Valkey#patient()}. */
    @WithDefault("2s")
    Duration jobDeadline();

    /** After so many failed calls in a row the breaker opens: further ones fail at once. */
    @WithDefault("8")
    int breakerVolume();

    /** How often the server is tried while the breaker is open. It closes once a ping is answered within the deadline. */
    @WithDefault("500ms")
    Duration breakerDelay();

    /** What {@code Retry-After} says when Valkey is out of reach and the caller has nothing to fall back to. */
    @WithDefault("1s")
    Duration retryAfter();

    /** How long a lost subscription waits before it connects again. */
    @WithDefault("250ms")
    Duration resubscribeDelay();

    /** A subscription whose server does not answer a ping for so long is lost. */
    @WithDefault("2s")
    Duration subscriptionPing();
}
