package dev.countinghouse.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member of the current tenant going out.
 *
 * @param role name of the role here
 * @param status {@code active} or {@code disabled}
 * @param emailVerifiedAt when the address was confirmed; null when it was not, which hinders nobody
 */
public record UserView(
        UUID id,
        String email,
        String name,
        String role,
        String status,
        int version,
        Instant createdAt,
        @Nullable Instant emailVerifiedAt) {}
