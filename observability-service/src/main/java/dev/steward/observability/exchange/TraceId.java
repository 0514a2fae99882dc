package dev.steward.observability.exchange;

import java.util.HexFormat;
import java.util.UUID;

/** A W3C trace id is 128 bits, and so is kept as a UUID; on the wire it is 32 hexadecimal digits. */
public final class TraceId {
    private static final int HALF = 16;

    private TraceId() {}

    /**
     * @return null for null
     */
    public static UUID toUuid(String traceId) {
        return traceId == null
                ? null
                : new UUID(Long.parseUnsignedLong(traceId, 0, HALF, 16),
                        Long.parseUnsignedLong(traceId, HALF, 2 * HALF, 16));
    }

    /**
     * @return null for null
     */
    public static String of(UUID uuid) {
        return uuid == null
                ? null
                : HexFormat.of().toHexDigits(uuid.getMostSignificantBits())
                        + HexFormat.of().toHexDigits(uuid.getLeastSignificantBits());
    }
}
