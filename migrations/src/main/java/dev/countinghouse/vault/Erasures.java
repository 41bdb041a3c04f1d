package dev.countinghouse.vault;

import dev.countinghouse.vault.VaultException.Reason;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Erases customers and tenants. Each is one transaction; a repetition finds nothing left to erase and says so. */
public final class Erasures {

    private final DataSource owner;

    /** @param owner connections of {@code ch_owner} */
    public Erasures(DataSource owner) {
        this.owner = owner;
    }

    /**
     * Takes a customer's personal data out of the tenant's books, and out of books that stand beside them. Finalized invoices,
     * payments and quantities stay.
     *
     * @throws VaultException NOT_FOUND, WRONG_STATE, CANCELED
     */
    public ErasureStatement customer(VaultTenant tenant, UUID customerId, Progress progress) throws SQLException {
        return Transactions.database(owner, connection -> {
            Registry.require(connection, tenant, Registry.Hold.PRESENT).withBooks();
            Progress.report(progress, "erase", 0, 1);
            List<ErasureStatement.Erased> erased =
                    new java.util.ArrayList<>(CustomerErasure.erase(connection, tenant.schema(), customerId)
                            .orElseThrow(() -> new VaultException(
                                    Reason.NOT_FOUND, tenant.slug() + " has no customer " + customerId)));
            for (Restores.Leftover beside :
                    Restores.leftovers(connection, one -> one.tenantId().equals(tenant.id()))) {
                CustomerErasure.erase(connection, beside.schema(), customerId).ifPresent(erased::addAll);
            }
            ErasureStatement statement = new ErasureStatement(
                    "customer",
                    customerId,
                    tenant.id(),
                    tenant.slug(),
                    Restores.now(connection),
                    List.copyOf(erased),
                    CustomerErasure.kept(connection, tenant.schema(), customerId),
                    List.of());
            Progress.report(progress, "erase", 1, 1);
            return statement;
        });
    }

    /**
     * Erases a tenant: its schemas, its role, who was a member of it and of no other, credentials, due work. The registry row
     * stays, without a name, so that the slug is never given to somebody else.
     *
     * @throws VaultException NOT_FOUND, BUSY, CANCELED
     */
    public ErasureStatement tenant(UUID tenantId, Progress progress) throws SQLException {
        return Transactions.database(owner, connection -> {
            Registry registry = Registry.find(connection, tenantId, Registry.Hold.EXCLUSIVE)
                    .orElseThrow(() -> new VaultException(Reason.NOT_FOUND, "There is no tenant " + tenantId));
            return new TenantErasure(connection, registry.tenant(), progress).erase();
        });
    }
}
