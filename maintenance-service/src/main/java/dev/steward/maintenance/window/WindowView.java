package dev.steward.maintenance.window;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.steward.kit.maintenance.EndPolicy;
import dev.steward.kit.maintenance.MaintenanceWindow;
import dev.steward.kit.maintenance.MaintenanceWindow.Coverage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A maintenance window.
 *
 * @param state
 *            SCHEDULED, ACTIVE as long as it keeps any channel offline, ENDED or CANCELLED
 * @param channels
 *            what it covers, and how it stands there
 * @param startsAt
 *            the earliest start
 * @param backOnlineAt
 *            null: not known
 * @param overrun
 *            active beyond its back-online time
 * @param version
 *            counts the changes of this window, as in its ETag
 * @param revision
 *            counts the changes of all windows
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record WindowView(UUID id, WindowState state, List<ChannelView> channels, Instant startsAt, Instant backOnlineAt,
        EndPolicy endPolicy, boolean overrun, String message, int version, long revision) {
    /**
     * @param endedAt
     *            when somebody took it online again; null: nobody did
     * @param cancelledAt
     *            when it was called off before it started; null: it was not
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record ChannelView(String channel, WindowState state, Instant startsAt, Instant endedAt, Instant cancelledAt) {}

    static WindowView of(MaintenanceWindow window, long revision, Instant now) {
        WindowState state = WindowState.of(window, now);
        Instant startsAt = window.channels().stream().map(Coverage::startsAt).min(Instant::compareTo).orElse(null);
        boolean overrun = state == WindowState.ACTIVE && window.backOnlineAt() != null && !window.backOnlineAt().isAfter(now);
        return new WindowView(window.id(), state,
                window.channels().stream().map(coverage -> channel(window, coverage, now)).toList(), startsAt,
                window.backOnlineAt(), window.endPolicy(), overrun, window.message(), window.version(), revision);
    }

    private static ChannelView channel(MaintenanceWindow window, Coverage coverage, Instant now) {
        return new ChannelView(coverage.channel(), WindowState.of(window, coverage, now), coverage.startsAt(),
                coverage.endedAt(), coverage.cancelledAt());
    }
}
