package dev.countinghouse.identity;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An operator's access to a tenant going out.
 *
 * @param operator who has it
 * @param reason that he gave, for this and for all he does by it
 * @param status {@code open}, {@code expired}, {@code ended}, or {@code asked} when it was never opened
 * @param token for {@code X-API-Key}, in the answer to its creation only
 * @param endedBy who ended it before its time
 */
public record SupportAccessView(
        UUID id,
        UUID tenantId,
        String operator,
        String reason,
        List<String> permissions,
        String status,
        @Nullable String token,
        @Nullable Instant openedAt,
        Instant expiresAt,
        @Nullable Instant endedAt,
        @Nullable String endedBy) {

    SupportAccessView with(String shown) {
        return new SupportAccessView(
                id, tenantId, operator, reason, permissions, status, shown, openedAt, expiresAt, endedAt, endedBy);
    }

    /** Never the token. */
    @Override
    public String toString() {
        return "SupportAccessView[" + id + "]";
    }
}
