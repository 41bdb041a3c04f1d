package dev.countinghouse.paging;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for: after a row, so many. Lists are in order of id, newest first, so a page stays the
 * same when rows are added.
 *
 * @param limit rows, 1 to {@link #LIMIT_MAX}
 * @param after id of the last row seen; null for the beginning
 */
public record PageRequest(int limit, @Nullable UUID after) {

    /** Rows when the client does not say. */
    public static final int LIMIT_DEFAULT = 20;
    /** Most rows in one answer. */
    public static final int LIMIT_MAX = 100;

    private static final int CURSOR_BYTES = 16;

    /**
     * Reads what a client sent.
     *
     * @throws BillingException for a limit out of bounds or a cursor that is not ours
     */
    public static PageRequest of(int limit, @Nullable String cursor) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw BillingException.invalid("limit", "out_of_range", "must be 1 to " + LIMIT_MAX);
        }
        return new PageRequest(limit, cursor == null ? null : decode(cursor));
    }

    static String encode(UUID id) {
        byte[] bytes = ByteBuffer.allocate(CURSOR_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static UUID decode(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length == CURSOR_BYTES) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                return new UUID(buffer.getLong(), buffer.getLong());
            }
        } catch (IllegalArgumentException e) {
            // not base64: refused below like any other cursor that is not ours
        }
        throw new BillingException(ProblemType.INVALID_CURSOR, "Take the cursor from next_cursor of the page before");
    }
}
