package dev.steward.availability.heartbeat;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The answer to a ping.
 *
 * @param action
 *            {@code go_online}: the mitra is offline here, and its app should go online again if its person wants that
 * @param serverTime
 *            when the ping was taken
 * @param nextPingMs
 *            the next ping is due in so many milliseconds
 * @param epoch
 *            grows each time the mirror was made anew
 */
@Schema(examples = """
        {"schema": "mitra.heartbeat/1", "online": true, "active": true, "action": "none", \
        "serverTime": "2026-05-25T10:07:55.123Z", "nextPingMs": 29127, "epoch": 3}""")
public record PingReply(String schema, boolean online, boolean active, String action, Instant serverTime, long nextPingMs,
        long epoch) {

    private static final String SCHEMA = "mitra.heartbeat/1";

    static PingReply alive(Ping.Alive ping, long nextPingMs) {
        return new PingReply(SCHEMA, true, true, "none", ping.at(), nextPingMs, ping.epoch());
    }

    static PingReply offline(Ping.Offline ping, long nextPingMs) {
        return new PingReply(SCHEMA, false, true, "go_online", ping.at(), nextPingMs, ping.epoch());
    }

    /** As the framework writes it, but sooner. */
    String json() {
        return "{\"schema\":\"" + schema + "\",\"online\":" + online + ",\"active\":" + active + ",\"action\":\"" + action
                + "\",\"serverTime\":\"" + serverTime + "\",\"nextPingMs\":" + nextPingMs + ",\"epoch\":" + epoch + "}";
    }
}
