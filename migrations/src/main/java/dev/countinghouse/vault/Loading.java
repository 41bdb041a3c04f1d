package dev.countinghouse.vault;

import dev.countinghouse.migrations.VersionedSchema;
import dev.countinghouse.vault.VaultException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/** Fills an empty schema from an archive, all constraints on, and compares what is in it then with the archive's checksums. */
final class Loading {

    private static final String DATA_EXCEPTION = "22"; // classes of SQL states
    private static final String BROKEN_CONSTRAINT = "23";

    private final Connection owner;
    private final ArchiveFile archive;
    private final Progress progress;

    Loading(Connection owner, ArchiveFile archive, Progress progress) {
        this.owner = owner;
        this.archive = archive;
        this.progress = progress;
    }

    /** What is done with an archive that was opened and verified. */
    interface Work<T> {
        T with(ArchiveFile archive, ArchiveSummary summary) throws SQLException, IOException;
    }

    /** Opens an archive and reads it once to its end before anything is done with it. */
    static <T> T verified(Path file, Progress progress, Work<T> work) throws SQLException, IOException {
        try (ArchiveFile archive = ArchiveFile.open(file)) {
            return work.with(archive, archive.verify(progress));
        }
    }

    /** @throws VaultException NEWER when no schema of the archive's version can be made here */
    void requireKnownVersion() throws SQLException {
        String version = archive.manifest().schemaVersion();
        if (!VersionedSchema.isKnown(owner, version)) {
            throw new VaultException(
                    Reason.NEWER, "There is no template of the archive's schema version " + version + " here");
        }
    }

    /**
     * Loads into a schema of the archive's version.
     *
     * @throws VaultException DAMAGED when the rows are not what the manifest says or break a constraint
     */
    void into(String schema) throws SQLException, IOException {
        List<Tables.Table> tables = Tables.inOrder(owner, schema);
        Map<String, Manifest.Entry> entries = entriesOf(tables);
        long total = entries.values().stream().mapToLong(Manifest.Entry::bytes).sum();
        long before = 0;
        for (Tables.Table table : tables) {
            Manifest.Entry entry = entries.get(table.name());
            if (entry != null) {
                long done = before;
                copy(schema, table, entry, bytes -> Progress.report(progress, "load", done + bytes, total));
                before += entry.bytes();
                Progress.report(progress, "load", before, total);
            }
        }
        check(schema, tables, entries);
    }

    /** @throws VaultException WRONG_STATE unless a schema holds exactly what the archive holds */
    static void requireEqual(Connection owner, String schema, Manifest manifest, Progress progress)
            throws SQLException {
        Map<String, Tables.Table> tables = Tables.of(owner, schema);
        long done = 0;
        for (Manifest.Entry entry : manifest.data()) {
            Tables.Table table = tables.remove(String.valueOf(entry.table()));
            if (table == null
                    || !table.columns().equals(entry.columns())
                    || !SchemaChecksum.ofRows(owner, table.copyOut(schema))
                            .equals(new SchemaChecksum.TableChecksum(entry.rows(), entry.sha256()))) {
                throw new VaultException(
                        Reason.WRONG_STATE, "Table " + entry.table() + " is no longer what the archive holds");
            }
            Progress.report(progress, "check", ++done, manifest.data().size());
        }
        if (!tables.isEmpty()) {
            throw new VaultException(Reason.WRONG_STATE, "The archive does not have all of the tenant's tables");
        }
    }

    private Map<String, Manifest.Entry> entriesOf(List<Tables.Table> tables) {
        Map<String, Manifest.Entry> entries = new LinkedHashMap<>();
        archive.manifest().data().forEach(entry -> entries.put(String.valueOf(entry.table()), entry));
        for (Tables.Table table : tables) {
            Manifest.Entry entry = entries.get(table.name());
            if (entry == null || !new HashSet<>(entry.columns()).equals(new HashSet<>(table.columns()))) {
                throw new VaultException(
                        Reason.DAMAGED, "The archive's table " + table.name() + " is not as its schema version has it");
            }
        }
        if (entries.size() > tables.size()) {
            throw new VaultException(Reason.DAMAGED, "The archive has tables that its schema version does not know");
        }
        return entries;
    }

    private void copy(String schema, Tables.Table table, Manifest.Entry entry, Digests.Meter meter)
            throws SQLException, IOException {
        Tables.Table inFileOrder = new Tables.Table(table.name(), entry.columns(), table.keys(), table.order());
        try (InputStream in = archive.open(entry, meter)) {
            owner.unwrap(PGConnection.class).getCopyAPI().copyIn(inFileOrder.copyIn(schema), in);
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            if (state.startsWith(DATA_EXCEPTION) || state.startsWith(BROKEN_CONSTRAINT)) {
                throw new VaultException(
                        Reason.DAMAGED,
                        "The archive's table %s cannot be stored (SQL state %s)".formatted(table.name(), state),
                        e);
            }
            throw e;
        }
    }

    private void check(String schema, List<Tables.Table> tables, Map<String, Manifest.Entry> entries)
            throws SQLException {
        long done = 0;
        for (Tables.Table table : tables) {
            Manifest.Entry entry = entries.get(table.name());
            if (entry == null) {
                continue;
            }
            Tables.Table inFileOrder = new Tables.Table(table.name(), entry.columns(), table.keys(), table.order());
            SchemaChecksum.TableChecksum expected = new SchemaChecksum.TableChecksum(entry.rows(), entry.sha256());
            if (!SchemaChecksum.ofRows(owner, inFileOrder.copyOut(schema)).equals(expected)) {
                throw new VaultException(
                        Reason.DAMAGED,
                        "What was stored of the archive's table " + table.name() + " is not what it holds");
            }
            Progress.report(progress, "check", ++done, tables.size());
        }
    }
}
