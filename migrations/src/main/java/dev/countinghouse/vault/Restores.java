package dev.countinghouse.vault;

import dev.countinghouse.migrations.VersionedSchema;
import dev.countinghouse.vault.VaultException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Restores: an archive is loaded beside the books it replaces, compared with them, and swapped with them. Members,
 * credentials and settings of the tenant are not turned back: a key that was revoked stays so.
 *
 * <p>{@code restoreId} names one restore. Each step is one transaction and safe to repeat; what is there tells how far a
 * restore came, so a run that was killed is simply done again.
 */
public final class Restores {

    private static final String SCHEMAS =
            "SELECT nspname FROM pg_namespace WHERE nspname ~ '^(restore|retired)_' ORDER BY nspname";
    private static final List<String> BOTH = List.of(Beside.RESTORE, Beside.RETIRED);
    private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '5s'";
    private static final String LOCK_NOT_HAD = "55P03";

    private final DataSource owner;

    /** @param owner connections of {@code ch_owner} */
    public Restores(DataSource owner) {
        this.owner = owner;
    }

    /** How far a restore came. */
    public enum State {
        /** Nothing is there of it. */
        NONE,
        /** The restored books stand beside the tenant's. */
        PREPARED,
        /** The restored books are the tenant's. */
        SWAPPED
    }

    /**
     * A schema that stands beside a tenant's.
     *
     * @param retired whether it was the tenant's before a swap
     * @param since when it came to stand there
     */
    public record Leftover(String schema, UUID tenantId, UUID restoreId, boolean retired, Instant since) {}

    public State state(VaultTenant tenant, UUID restoreId) throws SQLException {
        return Transactions.database(owner, connection -> state(connection, tenant, restoreId));
    }

    private static State state(Connection connection, VaultTenant tenant, UUID restoreId) throws SQLException {
        if (Beside.exists(connection, tenant.beside(Beside.RESTORE, restoreId))) {
            return State.PREPARED;
        }
        return Beside.madeBy(connection, tenant.schema()).equals(restoreId.toString()) ? State.SWAPPED : State.NONE;
    }

    /**
     * Makes a schema beside the tenant's that holds exactly what the archive holds. Nobody but {@code ch_owner} can read it.
     * One transaction, however long: after a kill nothing is there.
     *
     * @throws VaultException DAMAGED, NEWER, FOREIGN, WRONG_STATE, NOT_FOUND or CANCELED
     */
    public ArchiveSummary prepare(VaultTenant tenant, UUID restoreId, Path archive, Progress progress)
            throws SQLException, IOException {
        return prepare(tenant, restoreId, archive, null, progress);
    }

    /**
     * The same, and then carries the books on to a later moment, by the tenant's own rows and their history.
     *
     * @param moment by the database's clock: what was committed until then is in the books; null for the archive's own
     * @throws VaultException as without a moment; UNREPLAYABLE when the moment cannot be reached exactly, BUSY
     */
    public ArchiveSummary prepare(
            VaultTenant tenant, UUID restoreId, Path archive, @Nullable Instant moment, Progress progress)
            throws SQLException, IOException {
        return Loading.verified(archive, progress, (file, summary) -> {
            Registry.requireOwn(tenant, file.manifest());
            if (moment != null) {
                Replay.awaitCommits(owner, tenant);
            }
            return Transactions.owner(owner, connection -> {
                Registry.require(connection, tenant, Registry.Hold.PRESENT).withBooks();
                if (state(connection, tenant, restoreId) == State.NONE) {
                    Loading loading = new Loading(connection, file, progress);
                    if (moment == null) {
                        load(connection, tenant, restoreId, loading, summary);
                    } else {
                        Replay replay = new Replay(connection, tenant, file.manifest(), moment);
                        replay.require();
                        load(connection, tenant, restoreId, loading, summary);
                        replay.into(tenant.beside(Beside.RESTORE, restoreId), progress);
                    }
                }
                return summary;
            });
        });
    }

    /**
     * Forgets the history that no kept archive needs.
     *
     * @param oldest when the oldest archive was taken that may still be carried on to a later moment
     */
    public void forgetHistory(VaultTenant tenant, Instant oldest) throws SQLException {
        Transactions.database(owner, connection -> Replay.forget(connection, tenant, oldest));
    }

    private static void load(
            Connection connection, VaultTenant tenant, UUID restoreId, Loading loading, ArchiveSummary summary)
            throws SQLException, IOException {
        loading.requireKnownVersion();
        String schema = tenant.beside(Beside.RESTORE, restoreId);
        VersionedSchema.createBeside(connection, schema, tenant.schema(), summary.schemaVersion());
        loading.into(schema);
        new Beside(tenant.id(), restoreId.toString(), restoreId, summary.schemaVersion(), now(connection))
                .write(connection, schema);
    }

    /**
     * What the restored books have otherwise than the tenant's, by primary key, in the columns that both have.
     *
     * @param details at most so many keys per table
     * @throws VaultException WRONG_STATE when nothing stands beside the tenant's books
     */
    public Comparison compare(VaultTenant tenant, UUID restoreId, int details, Progress progress) throws SQLException {
        return Transactions.database(owner, connection -> {
            String restored = tenant.beside(Beside.RESTORE, restoreId);
            String retired = tenant.beside(Beside.RETIRED, restoreId);
            if (Beside.exists(connection, restored)) {
                return Comparing.compare(connection, tenant.schema(), restored, details, progress);
            }
            if (Beside.exists(connection, retired)) {
                return Comparing.compare(connection, retired, tenant.schema(), details, progress);
            }
            throw new VaultException(Reason.WRONG_STATE, "There is nothing to compare with: prepare the restore first");
        });
    }

    /**
     * Makes the restored books the tenant's. Transactions in flight end first; the tenant's role loses the books it had, and
     * all due work is due, so that timers go on from what is there.
     *
     * @throws VaultException WRONG_STATE unless prepared, BUSY when the tables' locks were not had in time
     */
    public void swap(VaultTenant tenant, UUID restoreId) throws SQLException {
        new Exchange(owner, tenant, restoreId).swap();
    }

    /**
     * Gives the tenant the books back that it had before the swap, and keeps the restored ones beside them.
     *
     * @throws VaultException WRONG_STATE when they were discarded or another restore came after, BUSY
     */
    public void undo(VaultTenant tenant, UUID restoreId) throws SQLException {
        new Exchange(owner, tenant, restoreId).undo();
    }

    /** What stands beside the tenant on behalf of a restore; empty when it was discarded. */
    public Optional<Leftover> beside(VaultTenant tenant, UUID restoreId) throws SQLException {
        return Transactions.database(owner, connection -> {
            for (String what : BOTH) {
                Optional<Leftover> found = leftover(connection, tenant.beside(what, restoreId));
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        });
    }

    /**
     * Drops what stands beside the tenant: the restored books before a swap, the retired ones after it.
     *
     * @throws VaultException BUSY when somebody reads them
     */
    public void discard(VaultTenant tenant, UUID restoreId) throws SQLException {
        for (String what : BOTH) {
            drop(tenant.id(), tenant.beside(what, restoreId), known -> true);
        }
    }

    /** All that stands beside tenants, so that a sweep can drop what nobody waits for. */
    public List<Leftover> leftovers() throws SQLException {
        return Transactions.database(owner, connection -> leftovers(connection, leftover -> true));
    }

    /**
     * Drops one of {@link #leftovers} that has stood there since before a moment. False when it does not any more: a swap gives
     * the books it turns out a time of their own.
     *
     * @throws VaultException BUSY when somebody reads it
     */
    public boolean dropOlder(Leftover leftover, Instant moment) throws SQLException {
        return drop(
                leftover.tenantId(), leftover.schema(), known -> known.since().isBefore(moment));
    }

    static List<Leftover> leftovers(Connection connection, Function<Leftover, Boolean> wanted) throws SQLException {
        List<Leftover> leftovers = new ArrayList<>();
        for (String schema : Sql.list(connection, row -> Sql.text(row, "nspname"), SCHEMAS)) {
            leftover(connection, schema).filter(wanted::apply).ifPresent(leftovers::add);
        }
        return leftovers;
    }

    private static Optional<Leftover> leftover(Connection connection, String schema) throws SQLException {
        return Beside.read(connection, schema)
                .map(known -> new Leftover(
                        schema, known.tenantId(), known.restoreId(), schema.startsWith(Beside.RETIRED), known.since()));
    }

    /** The registry row is held meanwhile, so that no swap makes a tenant's own books of what is being dropped. */
    private boolean drop(UUID tenantId, String schema, Predicate<Beside> wanted) throws SQLException {
        try {
            return Transactions.database(owner, connection -> {
                Sql.run(connection, LOCK_TIMEOUT);
                Registry.find(connection, tenantId, Registry.Hold.STEADY);
                if (!Beside.exists(connection, schema)) {
                    return false;
                }
                Beside known = Beside.read(connection, schema)
                        .filter(one -> one.tenantId().equals(tenantId))
                        .orElseThrow(() -> new VaultException(Reason.WRONG_STATE, schema + " is not ours to drop"));
                if (!wanted.test(known)) {
                    return false;
                }
                Sql.run(connection, "DROP SCHEMA " + schema + " CASCADE");
                return true;
            });
        } catch (SQLException e) {
            if (LOCK_NOT_HAD.equals(e.getSQLState())) {
                throw new VaultException(Reason.BUSY, schema + " is in use; try again later", e);
            }
            throw e;
        }
    }

    static Instant now(Connection connection) throws SQLException {
        return Sql.find(
                        connection,
                        row -> row.getObject(1, java.time.OffsetDateTime.class).toInstant(),
                        "SELECT now()")
                .orElseThrow(() -> new SQLException("The server knows no time"));
    }
}
