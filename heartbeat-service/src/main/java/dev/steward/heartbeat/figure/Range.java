package dev.steward.heartbeat.figure;

import static dev.steward.heartbeat.HeartbeatError.UNKNOWN_RANGE;

import dev.steward.kit.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/** The time that counted figures look back over. */
public enum Range {
    TODAY("today") {
        @Override
        Instant start(Instant now, ZoneId zone) {
            return now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
        }
    },
    HOUR("1h") {
        @Override
        Instant start(Instant now, ZoneId zone) {
            return now.minus(Duration.ofHours(1));
        }
    },
    DAY("24h") {
        @Override
        Instant start(Instant now, ZoneId zone) {
            return now.minus(Duration.ofHours(24));
        }
    };

    private final String wireName;

    Range(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    abstract Instant start(Instant now, ZoneId zone);

    /**
     * @throws ProblemException
     *             {@code unknown-range} with the member {@code supported}
     */
    static Range named(String name) {
        return Arrays.stream(values())
                .filter(range -> range.wireName.equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(UNKNOWN_RANGE, "range is one of " + String.join(", ", names()) + ".")
                        .with("supported", names()));
    }

    private static List<String> names() {
        return Arrays.stream(values()).map(Range::wireName).toList();
    }
}
