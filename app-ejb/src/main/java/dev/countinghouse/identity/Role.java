package dev.countinghouse.identity;

import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The built-in roles, weakest first. Each has the permissions of those before it: this is the permission matrix. */
public enum Role {
    VIEWER(
            null,
            Permission.CUSTOMER_READ,
            Permission.CATALOG_READ,
            Permission.SUBSCRIPTION_READ,
            Permission.USAGE_READ,
            Permission.INVOICE_READ,
            Permission.CREDIT_NOTE_READ,
            Permission.PAYMENT_READ,
            Permission.LEDGER_READ,
            Permission.ANALYTICS_READ,
            Permission.EVENT_READ,
            Permission.TENANT_READ),
    MEMBER(VIEWER, Permission.CUSTOMER_WRITE, Permission.USAGE_WRITE),
    MANAGER(MEMBER, Permission.SUBSCRIPTION_WRITE, Permission.CREDIT_NOTE_WRITE, Permission.PAYMENT_WRITE),
    ADMIN(
            MANAGER,
            Permission.CATALOG_WRITE,
            Permission.TENANT_WRITE,
            Permission.MEMBER_READ,
            Permission.MEMBER_WRITE,
            Permission.ROLE_WRITE,
            Permission.AUDIT_READ,
            Permission.API_KEY_READ,
            Permission.API_KEY_WRITE,
            Permission.JOB_READ,
            Permission.JOB_WRITE,
            Permission.TENANT_EXPORT,
            Permission.SANDBOX_READ,
            Permission.SANDBOX_WRITE,
            Permission.CUSTOMER_ERASE,
            Permission.SSO_READ,
            Permission.SSO_WRITE,
            Permission.WEBHOOK_READ,
            Permission.WEBHOOK_WRITE),
    OWNER(ADMIN, Permission.TENANT_OWN);

    private final Set<String> permissions;

    Role(@Nullable Role below, String... own) {
        Set<String> all = new TreeSet<>(below == null ? Set.of() : below.permissions);
        Collections.addAll(all, own);
        permissions = Collections.unmodifiableSet(all);
    }

    /** Everything the role may do. */
    public Set<String> permissions() {
        return permissions;
    }

    /** What people call it. */
    public String title() {
        return name().charAt(0) + code().substring(1);
    }

    /** The name in tokens, the API and the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a name. */
    public static Optional<Role> of(String code) {
        return Stream.of(values()).filter(role -> role.code().equals(code)).findFirst();
    }
}
