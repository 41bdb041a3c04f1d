package dev.countinghouse.it;

import dev.countinghouse.testing.TestApplication;
import dev.countinghouse.vault.SchemaChecksum;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.TreeMap;

/**
 * Checksums of a schema's books: all but the audit log, which goes on whatever becomes of the books (it is sealed some seconds
 * later, and a restore does not turn it back).
 */
final class BooksChecksum {
    private BooksChecksum() {}

    static SchemaChecksum of(String schema) {
        try (Connection owner = TestApplication.database().owner()) {
            owner.setAutoCommit(false);
            SchemaChecksum all = SchemaChecksum.of(owner, schema);
            TreeMap<String, SchemaChecksum.TableChecksum> books = new TreeMap<>(all.tables());
            books.keySet().removeIf(table -> table.startsWith("audit_"));
            return new SchemaChecksum(books, all.structure());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
