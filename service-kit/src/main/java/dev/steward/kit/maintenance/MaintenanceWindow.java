package dev.steward.kit.maintenance;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A maintenance window as it is stored: times only. Its state is derived, see {@link EffectiveState}.
 *
 * @param id
 *            UUIDv7
 * @param channels
 *            what it covers, since when and until when
 * @param backOnlineAt
 *            when it is expected to be over; null: not known
 * @param endPolicy
 *            whether that time ends it
 * @param message
 *            what people are told; null: nothing
 */
public record MaintenanceWindow(UUID id, List<Coverage> channels, Instant backOnlineAt, EndPolicy endPolicy, String message,
        int version) {

    /**
     * One channel of a window.
     *
     * @param startsAt
     *            from when on (inclusive) the channel is offline
     * @param endedAt
     *            when somebody took it online again; null: nobody did
     * @param cancelledAt
     *            when it was called off before it started; null: it was not
     */
    public record Coverage(String channel, Instant startsAt, Instant endedAt, Instant cancelledAt) {
        boolean calledOff() {
            return cancelledAt != null;
        }
    }

    public MaintenanceWindow {
        channels = List.copyOf(channels);
    }

    public MaintenanceWindow withChannels(List<Coverage> others) {
        return new MaintenanceWindow(id, others, backOnlineAt, endPolicy, message, version);
    }

    /** Whether this window keeps the channel offline at that moment. */
    public boolean activeOn(Coverage coverage, Instant now) {
        Instant until = until(coverage);
        return !coverage.calledOff() && !coverage.startsAt().isAfter(now) && (until == null || until.isAfter(now));
    }

    /** When a channel of this window goes online again for sure; null: not before somebody says so. */
    Instant until(Coverage coverage) {
        Instant automatic = endPolicy == EndPolicy.AUTOMATIC ? backOnlineAt : null;
        if (coverage.endedAt() == null || automatic == null) {
            return coverage.endedAt() == null ? automatic : coverage.endedAt();
        }
        return coverage.endedAt().isBefore(automatic) ? coverage.endedAt() : automatic;
    }
}
