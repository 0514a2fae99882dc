package dev.steward.kit.maintenance;

import java.time.Instant;

/**
 * Tells clients of a coming window before it starts, in the header {@code Maintenance-Announcement}: a dictionary of
 * structured field values (RFC 9651) with the dates {@code starts} and, where it is known, {@code back-online}.
 */
public final class Announcement {
    public static final String HEADER = "Maintenance-Announcement";

    private Announcement() {}

    /** The header's value; null when there is nothing to announce, or not yet. */
    public static String of(ChannelState state, ChannelPolicy policy, Instant now) {
        if (state.state() != ChannelState.State.SCHEDULED || now.isBefore(from(state, policy))) {
            return null;
        }
        return text(state);
    }

    /** Since when a scheduled window is announced. */
    public static Instant from(ChannelState scheduled, ChannelPolicy policy) {
        return scheduled.startsAt().minus(policy.announceAhead());
    }

    public static String text(ChannelState scheduled) {
        String starts = "starts=@" + scheduled.startsAt().getEpochSecond();
        Instant back = scheduled.backOnlineAt();
        return back == null ? starts : starts + ", back-online=@" + back.getEpochSecond();
    }
}
