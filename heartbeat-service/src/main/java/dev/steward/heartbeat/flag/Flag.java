package dev.steward.heartbeat.flag;

import static dev.steward.heartbeat.HeartbeatError.UNKNOWN_FLAG;

import dev.steward.heartbeat.figure.Metric;
import dev.steward.kit.problem.ProblemException;
import java.util.Arrays;
import java.util.Locale;

/** The shop's workers that say of themselves that they run. */
enum Flag {
    QUEUE(Metric.QUEUE_RUNNING),
    GENERAL(Metric.GENERAL_RUNNING);

    private final Metric metric;

    Flag(Metric metric) {
        this.metric = metric;
    }

    Metric metric() {
        return metric;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Flag named(String name) {
        return Arrays.stream(values())
                .filter(flag -> flag.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(UNKNOWN_FLAG, "The flags are queue and general."));
    }
}
