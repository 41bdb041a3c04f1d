package dev.countinghouse.identity;

import java.util.UUID;

/**
 * A tenant of which the caller is a member.
 *
 * @param role what he is there
 * @param current whether the credential is of this one
 */
public record TenantOfMine(UUID id, String slug, String name, String role, boolean current) {}
