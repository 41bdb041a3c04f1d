package dev.countinghouse.vault;

import dev.countinghouse.vault.VaultException.Reason;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Archives of tenants: what a backup is, what an export is, what is restored. Written and read as a stream, in constant
 * memory.
 */
public final class Archives {

    private static final int BUFFER = 1 << 16;
    private static final int ATTEMPTS = 5;

    private final DataSource app;
    private final String productVersion;

    /** @param app connections of {@code ch_app}, in no scope */
    public Archives(DataSource app, String productVersion) {
        this.app = app;
        this.productVersion = productVersion;
    }

    /**
     * Takes an archive: in one read-only snapshot, in the tenant's own role, so that not even a mistake of ours reads another
     * tenant's rows. The file is there when it is whole, verified and on the disk; until then it is {@code <file>.part}, which a
     * next call overwrites.
     *
     * @throws VaultException NOT_FOUND or CANCELED
     */
    public ArchiveSummary write(VaultTenant tenant, Path file, Progress progress) throws SQLException, IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        boolean whole = false;
        try {
            writePart(tenant, part, progress);
            ArchiveSummary summary = verify(part, progress);
            force(part, StandardOpenOption.WRITE);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(Objects.requireNonNull(file.toAbsolutePath().getParent()), StandardOpenOption.READ);
            whole = true;
            return summary;
        } finally {
            if (!whole) {
                Files.deleteIfExists(part);
            }
        }
    }

    /**
     * Reads an archive to its end and compares every checksum.
     *
     * @throws VaultException DAMAGED, NEWER or CANCELED
     */
    public static ArchiveSummary verify(Path file, Progress progress) throws IOException {
        try (ArchiveFile archive = ArchiveFile.open(file)) {
            return archive.verify(progress);
        }
    }

    /**
     * What an archive says of itself. Its shape alone is looked at, in little memory whatever it holds.
     *
     * @throws VaultException DAMAGED or NEWER
     */
    public static ArchiveAnnouncement announced(Path file) throws IOException {
        try (ArchiveFile archive = ArchiveFile.open(file)) {
            return archive.manifest().announcement();
        }
    }

    private void writePart(VaultTenant tenant, Path part, Progress progress) throws SQLException, IOException {
        for (int attempt = 1; ; attempt++) {
            Set<String> tables = Transactions.snapshot(
                    app,
                    tenant,
                    connection -> Tables.of(connection, tenant.schema()).keySet());
            boolean written = Transactions.snapshot(app, tenant, connection -> {
                lock(connection, tables);
                return writeSnapshot(connection, tenant, tables, part, progress);
            });
            if (written) {
                return;
            }
            if (attempt == ATTEMPTS) {
                throw new VaultException(Reason.BUSY, "The tenant's tables kept changing");
            }
        }
    }

    /** Before the snapshot is taken: what it sees are the tables that are locked, and not ones that were swapped in since. */
    private static void lock(Connection connection, Set<String> tables) throws SQLException {
        for (String table : tables) {
            Sql.run(connection, "LOCK TABLE " + Sql.name(table) + " IN ACCESS SHARE MODE");
        }
    }

    private boolean writeSnapshot(
            Connection connection, VaultTenant tenant, Set<String> locked, Path part, Progress progress)
            throws SQLException, IOException {
        if (!Tables.of(connection, tenant.schema()).keySet().equals(locked)) {
            return false; // migrated or swapped just now
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), BUFFER)) {
            new ArchiveWriter(connection, tenant, productVersion, progress).write(out);
        }
        return true;
    }

    private static void force(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }
}
