package dev.countinghouse.tenancy;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction may touch: one database role and its search path. A transaction has exactly one.
 *
 * @param role database role taken with SET LOCAL ROLE
 * @param tenant set when the role is a tenant's
 */
public record Scope(String role, @Nullable Tenant tenant) {

    private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    /** Before the tenant is known: login, key look-up, tokens. */
    public static final Scope IDENTITY = new Scope("ch_identity", null);
    /** Claims and completes due work. */
    public static final Scope WORKER = new Scope("ch_worker", null);
    /** Operators: the registry, tiers and jobs, nothing inside a tenant. */
    public static final Scope PLATFORM = new Scope("ch_platform", null);

    public Scope {
        if (!ROLE.matcher(role).matches()) {
            throw new IllegalArgumentException("not a role name"); // it becomes part of a statement
        }
    }

    /** Inside one tenant's schema. */
    public static Scope of(Tenant tenant) {
        return new Scope(tenant.schema(), tenant);
    }

    /** The statement that enters it; its effect ends with the transaction. */
    String entering() {
        String path = tenant == null ? "''" : role;
        return "SET LOCAL ROLE " + role + "; SET LOCAL search_path = " + path;
    }
}
