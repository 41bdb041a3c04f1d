package dev.countinghouse.identity;

import java.util.UUID;

/**
 * A user in one tenant.
 *
 * @param role name of what the user is there: a built-in role or one of the tenant's own
 */
public record Member(UUID userId, String email, String name, String role) {}
