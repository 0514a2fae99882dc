package dev.steward.maintenance.ledger;

import io.quarkus.arc.Unremovable;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How what is stored reaches those who enforce it. Read by the scheduler alone, which is no injection point. */
@Unremovable
@ConfigMapping(prefix = "steward.maintenance.ledger")
public interface LedgerConfig {
    /** How often what is stored is published again, for whoever missed it; {@code off}: never. */
    @WithDefault("2s")
    String republishEvery();
}
