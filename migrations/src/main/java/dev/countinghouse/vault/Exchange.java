package dev.countinghouse.vault;

import dev.countinghouse.vault.VaultException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Two schemas change places: a tenant's books and those that stand beside them. */
final class Exchange {

    private static final int ATTEMPTS = 40;
    private static final long PAUSE_MILLIS = 250;
    // Shorter than deadlock_timeout: whoever waits for us in a circle is not chosen to fail, we are.
    static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '700ms'";
    private static final Set<String> LOCK_FAILURES = Set.of("55P03", "40P01");

    private static final String SENT_ALREADY = """
        UPDATE %1$s.outbox n SET published_at = o.published_at FROM %2$s.outbox o
        WHERE o.id = n.id AND n.published_at IS NULL AND o.published_at IS NOT NULL\
        """;

    /** Parents first. */
    private static final List<String> AUDIT = List.of("audit_log", "audit_seals");

    private static final String WRITTEN_ALREADY =
            "INSERT INTO %1$s.%3$s (%4$s) SELECT %4$s FROM %2$s.%3$s ON CONFLICT DO NOTHING";

    private final DataSource owner;
    private final VaultTenant tenant;
    private final UUID restoreId;
    private final String restored;
    private final String retired;
    private final List<String> busy = new ArrayList<>(); // tables that were not had in time, the latest first

    Exchange(DataSource owner, VaultTenant tenant, UUID restoreId) {
        this.owner = owner;
        this.tenant = tenant;
        this.restoreId = restoreId;
        this.restored = tenant.beside(Beside.RESTORE, restoreId);
        this.retired = tenant.beside(Beside.RETIRED, restoreId);
    }

    void swap() throws SQLException {
        repeatedly(connection -> {
            Registry registry = begin(connection);
            if (isOurs(connection) && !Beside.exists(connection, restored)) {
                return true; // done before
            }
            if (!Beside.exists(connection, restored)) {
                throw new VaultException(Reason.WRONG_STATE, "There are no restored books to swap in");
            }
            exchange(connection, registry, restored, retired);
            return true;
        });
    }

    void undo() throws SQLException {
        repeatedly(connection -> {
            Registry registry = begin(connection);
            if (Beside.exists(connection, restored)) {
                return true; // never swapped, or undone before
            }
            if (!isOurs(connection) || !Beside.exists(connection, retired)) {
                throw new VaultException(
                        Reason.WRONG_STATE, "The books before this restore are gone, or another restore came after it");
            }
            exchange(connection, registry, retired, restored);
            return true;
        });
    }

    private Registry begin(Connection connection) throws SQLException {
        Sql.run(connection, LOCK_TIMEOUT);
        return Registry.require(connection, tenant, Registry.Hold.EXCLUSIVE).withBooks();
    }

    /** Whether the tenant's books are this restore's. */
    private boolean isOurs(Connection connection) throws SQLException {
        return Beside.madeBy(connection, tenant.schema()).equals(restoreId.toString());
    }

    /** The books called {@code incoming} become the tenant's, the tenant's are called {@code outgoing}. */
    private void exchange(Connection connection, Registry registry, String incoming, String outgoing)
            throws SQLException {
        lock(connection);
        String own = tenant.schema();
        Beside coming = Beside.read(connection, incoming)
                .filter(known -> known.tenantId().equals(tenant.id()))
                .orElseThrow(() -> new VaultException(Reason.WRONG_STATE, incoming + " is not of this restore"));
        String wasMadeBy = Beside.madeBy(connection, own);
        Sql.run(
                connection,
                "ALTER SCHEMA " + own + " RENAME TO " + outgoing,
                "ALTER SCHEMA " + incoming + " RENAME TO " + own,
                "REVOKE ALL ON SCHEMA " + outgoing + " FROM " + own,
                "GRANT USAGE ON SCHEMA " + own + " TO " + own);
        new Beside(tenant.id(), wasMadeBy, restoreId, registry.schemaVersion(), Restores.now(connection))
                .write(connection, outgoing);
        Beside.writeOwn(connection, own, coming.madeBy());
        adopt(connection, own, outgoing);
        Sql.update(
                connection,
                "UPDATE public.tenants SET schema_version = ?, version = version + 1 WHERE id = ?",
                coming.version(),
                tenant.id());
        // The epoch is past on every clock; a leased row keeps it until its lease is given back.
        Sql.update(connection, "UPDATE public.due_work SET due_at = 'epoch' WHERE tenant_id = ?", tenant.id());
        // These books do not know what the others have charged: nothing is until somebody has compared.
        Sql.update(
                connection,
                "UPDATE public.payment_gateways SET held_since = coalesce(held_since, now()), version = version + 1"
                        + " WHERE tenant_id = ?",
                tenant.id());
        CustomerMails.drop(connection, own, "restored");
        CustomerMails.hold(connection, own);
        FirstPayments.park(connection, own);
    }

    /** What was sent or erased meanwhile stays sent and erased, and who did what meanwhile stays written. */
    private void adopt(Connection connection, String incoming, String outgoing) throws SQLException {
        Map<String, Tables.Table> tables = Tables.of(connection, incoming);
        if (tables.containsKey("outbox") && Tables.of(connection, outgoing).containsKey("outbox")) {
            Sql.update(connection, SENT_ALREADY.formatted(incoming, outgoing));
        }
        for (String table : AUDIT) {
            if (tables.containsKey(table) && Tables.of(connection, outgoing).containsKey(table)) {
                String columns = Objects.requireNonNull(tables.get(table)).columnList();
                Sql.update(connection, WRITTEN_ALREADY.formatted(incoming, outgoing, table, columns));
            }
        }
        CustomerErasure.repeatAll(connection, tenant.id(), tenant.id(), incoming);
    }

    /**
     * Waits for whoever is in the middle of something with these books, and keeps others out until the commit. The table that
     * was not had in time is the first one of the next attempt: whoever takes it before the others then waits for us with
     * empty hands, and not we for him and he for us.
     */
    private void lock(Connection connection) throws SQLException {
        List<String> tables =
                new ArrayList<>(Tables.of(connection, tenant.schema()).keySet());
        tables.removeAll(busy);
        tables.addAll(0, busy);
        for (String table : tables) {
            try {
                Sql.run(
                        connection,
                        "LOCK TABLE " + tenant.schema() + "." + Sql.name(table) + " IN ACCESS EXCLUSIVE MODE");
            } catch (SQLException e) {
                busy.remove(table);
                busy.addFirst(table);
                throw e;
            }
        }
    }

    private void repeatedly(Transactions.Work<Boolean> work) throws SQLException {
        repeatedly(owner, work);
    }

    /** Does something that needs locks; who is in the way is not kept waiting for long, but asked again. */
    static void repeatedly(DataSource owner, Transactions.Work<Boolean> work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                Transactions.database(owner, work);
                return;
            } catch (SQLException e) {
                if (!LOCK_FAILURES.contains(String.valueOf(e.getSQLState()))) {
                    throw e;
                }
                if (attempt == ATTEMPTS) {
                    throw new VaultException(Reason.BUSY, "The tenant's tables are in use; try again later", e);
                }
                pause(e);
            }
        }
    }

    private static void pause(SQLException why) {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VaultException(Reason.BUSY, "Interrupted while waiting for the tenant's tables", why);
        }
    }
}
