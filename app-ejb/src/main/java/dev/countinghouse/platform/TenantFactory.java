package dev.countinghouse.platform;

import dev.countinghouse.identity.Member;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.migrations.TenantSchema;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.Tenant;
import dev.countinghouse.work.WorkKind;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes tenants: registry row, role, schema with all tables, owner, in one transaction with the migrator's login, on a data
 * source of its own. The only code of the product that runs as {@code ch_owner}.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED) // the data source's own transaction: one resource, no JTA
public class TenantFactory {

    private static final String UNIQUE_VIOLATION = "23505";

    @Resource(lookup = "jdbc/owner")
    DataSource owner;

    /** For the container, which injects the data source. */
    public TenantFactory() {}

    /** Outside of a container, such as in a benchmark: with a data source of {@code ch_owner}. */
    public TenantFactory(DataSource owner) {
        this.owner = owner;
    }

    /**
     * Makes a tenant and its owner.
     *
     * @throws BillingException SLUG_TAKEN or EMAIL_TAKEN; then nothing was made
     */
    public Tenant create(Registration registration, Member member, String passwordHash) {
        return make(registration, connection -> create(connection, registration, member, passwordHash));
    }

    /**
     * Makes the tenant of another platform's store.
     *
     * @param passwordHash null when the owner is a user already; one who is not is mailed how to set his password
     * @throws BillingException SLUG_TAKEN or EMAIL_TAKEN, CONCURRENT_CHANGE when the store has a tenant; then nothing was made
     */
    public Tenant provision(Registration registration, Member member, @Nullable String passwordHash, Place place) {
        return make(registration, connection -> {
            Tenant tenant = create(connection, registration, member, passwordHash);
            if (passwordHash != null) {
                ask(connection, "password_reset", member);
            }
            execute(
                    connection,
                    "INSERT INTO public.provisionings (external_platform_id, external_store_id, tenant_id, idempotency_key,"
                            + " request_hash) VALUES (?, ?, ?, ?, ?)",
                    place.externalPlatformId(),
                    place.externalStoreId(),
                    tenant.id(),
                    place.idempotencyKey(),
                    place.requestHash());
            return tenant;
        });
    }

    /** What is made within one transaction. */
    private interface Making {
        Tenant with(Connection connection) throws SQLException;
    }

    private Tenant make(Registration registration, Making making) {
        try (Connection connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Tenant tenant = making.with(connection);
                connection.commit();
                return tenant;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw refusal(e, registration);
        }
    }

    private static Tenant create(
            Connection connection, Registration registration, Member member, @Nullable String passwordHash)
            throws SQLException {
        UUID id = Ids.next();
        String schema = insertTenant(connection, id, registration);
        if (passwordHash != null) {
            execute(
                    connection,
                    "INSERT INTO public.users (id, email, name, password_hash) VALUES (?, ?, ?, ?)",
                    member.userId(),
                    member.email(),
                    member.name(),
                    passwordHash);
            ask(connection, "email_verification", member);
        }
        execute(
                connection,
                "INSERT INTO public.memberships (tenant_id, user_id, role) VALUES (?, ?, ?)",
                id,
                member.userId(),
                member.role());
        execute(
                connection,
                "INSERT INTO public.subscriptions (id, tenant_id, plan_id, status)"
                        + " SELECT ?, ?, p.id, 'active' FROM public.plans p WHERE p.code = 'community'",
                Ids.next(),
                id);
        for (WorkKind kind : WorkKind.values()) {
            execute(connection, "INSERT INTO public.due_work (tenant_id, kind) VALUES (?, ?)", id, kind.code());
        }
        String version = TenantSchema.create(connection, schema);
        execute(connection, "UPDATE public.tenants SET schema_version = ? WHERE id = ?", version, id);
        return new Tenant(id, registration.slug(), schema, version, false);
    }

    /** A mail asks him. */
    private static void ask(Connection connection, String purpose, Member member) throws SQLException {
        execute(
                connection,
                "INSERT INTO public.account_requests (id, purpose, email) VALUES (?, ?, ?)",
                Ids.next(),
                purpose,
                member.email());
    }

    private static String insertTenant(Connection connection, UUID id, Registration registration) throws SQLException {
        String sql = "INSERT INTO public.tenants (id, slug, name, time_zone, currency, schema_version)"
                + " VALUES (?, ?, ?, coalesce(?, 'UTC'), coalesce(?, 'EUR'), '') RETURNING schema_name";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            bind(
                    insert,
                    id,
                    registration.slug(),
                    registration.company(),
                    registration.timeZone(),
                    registration.currency());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return Objects.requireNonNull(row.getString(1));
            }
        }
    }

    private static void execute(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static RuntimeException refusal(SQLException e, Registration registration) {
        String message = String.valueOf(e.getMessage());
        if (UNIQUE_VIOLATION.equals(e.getSQLState()) && message.contains("users_email")) {
            return new BillingException(ProblemType.EMAIL_TAKEN, "Log in, or register with another address");
        }
        if (UNIQUE_VIOLATION.equals(e.getSQLState()) && message.contains("tenants_")) {
            return new BillingException(
                    ProblemType.SLUG_TAKEN, "There is a tenant " + registration.slug() + " already");
        }
        if (UNIQUE_VIOLATION.equals(e.getSQLState()) && message.contains("provisionings_")) {
            return new BillingException(ProblemType.CONCURRENT_CHANGE, "Another request makes this store's tenant");
        }
        return new IllegalStateException("the tenant could not be made", e);
    }
}
