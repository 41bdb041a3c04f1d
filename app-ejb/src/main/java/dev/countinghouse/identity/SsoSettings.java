package dev.countinghouse.identity;

import dev.countinghouse.tenancy.Tenant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A tenant's enabled single sign-on, as a login needs it. */
public record SsoSettings(
        Tenant tenant,
        String issuer,
        String clientId,
        byte[] sealedSecret,
        List<String> scopes,
        String groupsClaim,
        List<GroupRole> groupRoles,
        @Nullable String defaultRole,
        List<String> emailDomains,
        boolean createsUsers) {

    private static final Pattern EMAIL = Pattern.compile("[\\x21-\\x7E&&[^@]]{1,64}@([A-Za-z0-9.-]{1,189})");

    /** Under which a client secret is sealed. */
    static String sealName(UUID tenantId) {
        return "sso:" + tenantId;
    }

    /** What somebody in these groups is; empty when nothing makes him anything. */
    Optional<String> role(List<String> groups) {
        return groupRoles.stream()
                .filter(mapped -> groups.contains(mapped.group()))
                .map(GroupRole::role)
                .findFirst()
                .or(() -> Optional.ofNullable(defaultRole));
    }

    /** Whether the provider decides who is what; else members keep the roles that they were given here. */
    boolean givesRoles() {
        return !groupRoles.isEmpty() || defaultRole != null;
    }

    /** Whether the provider is believed what it says of an address: one of a domain that was named, and of no other. */
    boolean admits(String email) {
        var form = EMAIL.matcher(email);
        return form.matches() && emailDomains.contains(form.group(1).toLowerCase(Locale.ROOT));
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "SsoSettings[" + tenant.slug() + "]";
    }
}
