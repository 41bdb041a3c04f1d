package dev.countinghouse.identity;

import java.time.Instant;
import java.util.UUID;

/**
 * A session that is good, going out.
 *
 * @param refreshedAt when its newest tokens were made
 * @param expiresAt until when it can be refreshed
 * @param ip from where it was begun
 * @param userAgent what the program that began it said that it is
 * @param current whether it is the caller's own
 */
public record SessionView(
        UUID id,
        UUID userId,
        Instant createdAt,
        Instant refreshedAt,
        Instant expiresAt,
        String ip,
        String userAgent,
        boolean current) {}
