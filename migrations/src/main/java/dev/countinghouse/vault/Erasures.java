package dev.countinghouse.vault;

import dev.countinghouse.vault.VaultException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Erases customers and tenants. Each is one transaction, and what went is written down in it: the same erasure again, after a
 * kill at any moment, changes nothing and answers with the statement of the first time.
 *
 * <p>{@code jobId} names one erasure: a row of {@code public.jobs}. Two runs of it at the same moment: one fails with nothing
 * changed.
 */
public final class Erasures {

    private final DataSource owner;

    /** @param owner connections of {@code ch_owner} */
    public Erasures(DataSource owner) {
        this.owner = owner;
    }

    /** What an erasure took; empty when it did not happen yet. */
    public Optional<ErasureStatement> done(UUID jobId) throws SQLException {
        return Transactions.database(owner, connection -> done(connection, jobId));
    }

    /**
     * Takes a customer's personal data out of the tenant's books, and out of books that stand beside them. Finalized invoices,
     * payments and quantities stay.
     *
     * @throws VaultException NOT_FOUND, WRONG_STATE, CANCELED
     */
    public ErasureStatement customer(VaultTenant tenant, UUID customerId, UUID jobId, Progress progress)
            throws SQLException {
        return Transactions.database(owner, connection -> {
            Registry registry = Registry.require(connection, tenant, Registry.Hold.PRESENT);
            Optional<ErasureStatement> before = done(connection, jobId);
            if (before.isPresent()) {
                return before.get();
            }
            registry.withBooks();
            Progress.report(progress, "erase", 0, 1);
            ErasureStatement statement = erase(connection, tenant, customerId);
            Progress.report(progress, "erase", 1, 1);
            return written(connection, jobId, statement);
        });
    }

    private static ErasureStatement erase(Connection connection, VaultTenant tenant, UUID customerId)
            throws SQLException {
        List<ErasureStatement.Erased> erased =
                new ArrayList<>(CustomerErasure.erase(connection, tenant.id(), tenant.schema(), customerId)
                        .orElseThrow(() -> new VaultException(
                                Reason.NOT_FOUND, tenant.slug() + " has no customer " + customerId)));
        for (Restores.Leftover beside :
                Restores.leftovers(connection, one -> one.tenantId().equals(tenant.id()))) {
            CustomerErasure.erase(connection, tenant.id(), beside.schema(), customerId)
                    .ifPresent(erased::addAll);
        }
        return new ErasureStatement(
                "customer",
                customerId,
                tenant.id(),
                tenant.slug(),
                Restores.now(connection),
                List.copyOf(erased),
                CustomerErasure.kept(connection, tenant.schema(), customerId),
                List.of());
    }

    /**
     * Erases a tenant: its schemas, its role, who was a member of it and of no other, credentials, due work. The registry row
     * stays, without a name, so that the slug is never given to somebody else.
     *
     * @throws VaultException NOT_FOUND, BUSY, CANCELED
     */
    public ErasureStatement tenant(UUID tenantId, UUID jobId, Progress progress) throws SQLException {
        return Transactions.database(owner, connection -> {
            Registry registry = Registry.find(connection, tenantId, Registry.Hold.EXCLUSIVE)
                    .orElseThrow(() -> new VaultException(Reason.NOT_FOUND, "There is no tenant " + tenantId));
            Optional<ErasureStatement> before = done(connection, jobId);
            return before.isPresent()
                    ? before.get()
                    : written(connection, jobId, new TenantErasure(connection, registry.tenant(), progress).erase());
        });
    }

    private static Optional<ErasureStatement> done(Connection connection, UUID jobId) throws SQLException {
        return Sql.find(
                connection,
                row -> ErasureStatement.of(Sql.text(row, "statement")),
                "SELECT statement FROM public.erasures WHERE id = ? AND statement IS NOT NULL",
                jobId);
    }

    private static ErasureStatement written(Connection connection, UUID jobId, ErasureStatement statement)
            throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO public.erasures (id, tenant_id, job_id, subject, subject_id, statement)"
                        + " VALUES (?, ?, ?, ?, ?, CAST(? AS json))",
                jobId,
                statement.tenantId(),
                jobId,
                statement.subject(),
                statement.subjectId(),
                statement.json());
        return statement;
    }
}
