package dev.countinghouse.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the members of a tenant are to log in through its identity provider.
 *
 * @param clientSecret null to keep the one there is
 * @param groupRoles in the order in which they count
 */
public record SsoChange(
        boolean enabled,
        boolean required,
        String issuer,
        String clientId,
        @Nullable String clientSecret,
        List<String> scopes,
        String groupsClaim,
        List<GroupRole> groupRoles,
        @Nullable String defaultRole,
        List<String> emailDomains,
        boolean createsUsers) {

    /** Never the secret. */
    @Override
    public String toString() {
        return "SsoChange[" + issuer + "]";
    }
}
