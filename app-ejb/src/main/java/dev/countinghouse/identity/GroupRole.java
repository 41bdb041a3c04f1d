package dev.countinghouse.identity;

/**
 * What a group of an identity provider's gives.
 *
 * @param group its name, as the provider writes it
 * @param role name of a role, built in or the tenant's own
 */
public record GroupRole(String group, String role) {}
