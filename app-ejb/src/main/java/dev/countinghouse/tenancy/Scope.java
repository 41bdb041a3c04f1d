package dev.countinghouse.tenancy;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction may touch, and for how long: one database role and its search path. A transaction has exactly one.
 *
 * @param role database role taken with SET LOCAL ROLE
 * @param tenant set when the role is a tenant's
 * @param timeouts how long statements and the transaction may take
 */
public record Scope(String role, @Nullable Tenant tenant, Timeouts timeouts) {

    private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    /**
     * The schema of the current role's name: a tenant's own; there is none of a service role's. The text is that of the login's
     * own setting: the driver drops all that it has prepared whenever the server reports another one (docs/adr/0057).
     */
    private static final String SEARCH_PATH = "\"$user\"";

    /** Before the tenant is known: login, key look-up, tokens. */
    public static final Scope IDENTITY = new Scope("ch_identity", null, Timeouts.LOOK_UP);
    /** Claims and completes due work. */
    public static final Scope WORKER = new Scope("ch_worker", null, Timeouts.BACKGROUND);
    /** Operators: the registry, tiers and jobs, nothing inside a tenant. */
    public static final Scope PLATFORM = new Scope("ch_platform", null, Timeouts.BACKGROUND);

    public Scope {
        if (!ROLE.matcher(role).matches()) {
            throw new IllegalArgumentException("not a role name"); // it becomes part of a statement
        }
    }

    /** A request's, inside one tenant's schema: the timeouts are its tier's. */
    public static Scope of(Tenant tenant) {
        return new Scope(tenant.schema(), tenant, tenant.limits().timeouts());
    }

    /** A job's, inside one tenant's schema: nobody waits for it, so it may take longer than a request. */
    public static Scope background(Tenant tenant) {
        return new Scope(tenant.schema(), tenant, Timeouts.BACKGROUND);
    }

    /** A timer's, inside one tenant's schema, for the tenant's turn. */
    public static Scope turn(Tenant tenant) {
        return new Scope(tenant.schema(), tenant, Timeouts.TURN);
    }

    /**
     * The statements that enter it, sent in one round trip; their effect ends with the transaction.
     *
     * @param serverVersion major version of PostgreSQL
     */
    String entering(int serverVersion) {
        return "SET LOCAL ROLE " + role + "; SET LOCAL search_path = " + SEARCH_PATH + "; "
                + timeouts.setting(serverVersion);
    }
}
