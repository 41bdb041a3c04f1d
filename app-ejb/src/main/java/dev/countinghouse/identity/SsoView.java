package dev.countinghouse.identity;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the members of a tenant log in through its identity provider; without the client secret, which nobody reads.
 *
 * @param required whether members but owners can log in no other way
 * @param groupsClaim of the ID token, which names groups
 * @param groupRoles the first whose group somebody is in gives his role
 * @param defaultRole of whom no group gives one; null for none
 * @param emailDomains of addresses that are believed at the first login
 * @param createsUsers whether who is not known yet is made a user and a member
 */
public record SsoView(
        boolean enabled,
        boolean required,
        String issuer,
        String clientId,
        List<String> scopes,
        String groupsClaim,
        List<GroupRole> groupRoles,
        @Nullable String defaultRole,
        List<String> emailDomains,
        boolean createsUsers,
        int version,
        Instant updatedAt) {}
