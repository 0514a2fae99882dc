package dev.steward.kit.maintenance;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * What is true of a channel at one moment. Absent values are null on the wire.
 *
 * @param startsAt
 *            when the next window starts; only while {@code SCHEDULED}
 * @param startedAt
 *            since when the channel is offline or draining; null also when it is closed because nothing is known
 * @param backOnlineAt
 *            when it is expected back; null: not known
 * @param estimated
 *            the back-online time is a hope and does not end the window
 * @param overrun
 *            the back-online time has passed and the channel is still offline
 * @param message
 *            what people are told; null: nothing
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ChannelState(String channel, State state, Instant startsAt, Instant startedAt, Instant backOnlineAt,
        boolean estimated, boolean overrun, String message) {

    public enum State {
        ONLINE,
        /** Online, and a window is ahead. */
        SCHEDULED,
        /** A window has started, and running sessions may still finish. */
        DRAINING,
        OFFLINE
    }

    static ChannelState online(String channel) {
        return new ChannelState(channel, State.ONLINE, null, null, null, false, false, null);
    }

    /**
     * Nothing is known of the channel, and it is configured to be closed then.
     */
    static ChannelState unknown(String channel) {
        return new ChannelState(channel, State.OFFLINE, null, null, null, true, false, null);
    }

    public boolean offline() {
        return state == State.OFFLINE;
    }

    /** Whether a request needs a reason to pass: offline, or draining and open to running sessions only. */
    public boolean closed() {
        return state == State.OFFLINE || state == State.DRAINING;
    }
}
