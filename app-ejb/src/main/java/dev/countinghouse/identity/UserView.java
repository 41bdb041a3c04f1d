package dev.countinghouse.identity;

import java.time.Instant;
import java.util.UUID;

/**
 * A member of the current tenant going out.
 *
 * @param role name of the role here
 * @param status {@code active} or {@code disabled}
 */
public record UserView(
        UUID id, String email, String name, String role, String status, int version, Instant createdAt) {}
