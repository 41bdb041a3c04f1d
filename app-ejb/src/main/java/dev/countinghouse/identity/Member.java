package dev.countinghouse.identity;

import java.util.UUID;

/**
 * A user in one tenant.
 *
 * @param role what the user may do there
 */
public record Member(UUID userId, String email, String name, Role role) {}
