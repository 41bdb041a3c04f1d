package dev.countinghouse.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invitation going out.
 *
 * @param status {@code open}, {@code expired}, {@code accepted} or {@code revoked}
 */
public record InvitationView(
        UUID id,
        String email,
        String role,
        String status,
        UUID invitedBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant acceptedAt,
        @Nullable Instant revokedAt) {}
