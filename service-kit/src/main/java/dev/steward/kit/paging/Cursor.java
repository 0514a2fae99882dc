package dev.steward.kit.paging;

import static dev.steward.kit.problem.KitError.VALIDATION_FAILED;

import dev.steward.kit.problem.ProblemException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/**
 * Where a page of a list begins, the newest first. An id says time and identity at once, as it is a UUID of version 7.
 */
public final class Cursor {
    private static final UUID NEWEST = new UUID(-1, -1);
    private static final int BYTES = 16;

    private Cursor() {}

    public static String after(UUID id) {
        byte[] bytes = ByteBuffer.allocate(BYTES).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * @param cursor
     *            null for the first page
     * @return older ids than this are on the page
     */
    public static UUID read(String cursor) {
        if (cursor == null) {
            return NEWEST;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (bytes.remaining() == BYTES) {
                return new UUID(bytes.getLong(), bytes.getLong());
            }
        } catch (IllegalArgumentException e) {
            // Answered below, as for every other text that is none of ours.
        }
        throw new ProblemException(VALIDATION_FAILED, "The cursor is not one that this service gave out.");
    }
}
