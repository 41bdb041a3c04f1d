package dev.countinghouse.vault;

import dev.countinghouse.vault.VaultException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postgresql.PGConnection;

/** Writes one archive from the tenant's snapshot transaction that it is given. */
final class ArchiveWriter {

    // The time is asked for when the snapshot is there: nothing in it was committed later.
    private static final String REGISTRY = """
        SELECT t.name, t.kind, t.schema_version, clock_timestamp() AS taken_at,
               CAST(to_jsonb(t) - 'storage_bytes' - 'storage_measured_at' AS text) AS document,
               (SELECT CAST(oid AS text) FROM pg_database WHERE datname = current_database()) || '/'
                   || (SELECT CAST(oid AS text) FROM pg_namespace WHERE nspname = t.schema_name) AS incarnation,
               CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS horizon
        FROM public.tenants t WHERE t.schema_name = current_user AND t.id = ?\
        """;

    private static final String MEMBERS = """
        SELECT coalesce(CAST(jsonb_agg(jsonb_build_object('email', u.email, 'name', u.name, 'role', m.role)
                   ORDER BY u.email COLLATE "C") AS text), '[]') AS document
        FROM public.memberships m JOIN public.users u ON u.id = m.user_id
        JOIN public.tenants t ON t.id = m.tenant_id WHERE t.schema_name = current_user\
        """;

    private static final String SIZE = """
        SELECT coalesce(sum(pg_table_size(oid)), 0) FROM pg_class
        WHERE relnamespace = to_regnamespace(CAST(? AS text)) AND relkind = 'r'\
        """;

    private final Connection connection;
    private final VaultTenant tenant;
    private final String productVersion;
    private final Progress progress;
    private final List<Manifest.Entry> entries = new ArrayList<>();
    private long done;

    ArchiveWriter(Connection connection, VaultTenant tenant, String productVersion, Progress progress) {
        this.connection = connection;
        this.tenant = tenant;
        this.productVersion = productVersion;
        this.progress = progress;
    }

    private record Registry(
            String name,
            String kind,
            String schemaVersion,
            Instant takenAt,
            String document,
            String incarnation,
            String horizon) {}

    void write(OutputStream out) throws SQLException, IOException {
        Registry registry = registry();
        long size = Sql.find(connection, row -> row.getLong(1), SIZE, tenant.schema())
                .orElse(0L);
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            document(zip, "tenant.json", registry.document());
            document(zip, "members.json", members());
            for (Tables.Table table : Tables.inOrder(connection, tenant.schema())) {
                table(zip, table, size);
            }
            Manifest manifest = new Manifest(
                    tenant,
                    registry.name(),
                    registry.kind(),
                    registry.schemaVersion(),
                    productVersion,
                    registry.takenAt(),
                    registry.incarnation(),
                    registry.horizon(),
                    entries);
            zip.putNextEntry(new ZipEntry(Manifest.FILE));
            zip.write(manifest.json().getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
    }

    private Registry registry() throws SQLException {
        return Sql.find(
                        connection,
                        row -> new Registry(
                                Sql.text(row, "name"),
                                Sql.text(row, "kind"),
                                Sql.text(row, "schema_version"),
                                row.getObject("taken_at", OffsetDateTime.class).toInstant(),
                                Sql.text(row, "document"),
                                Sql.text(row, "incarnation"),
                                Sql.text(row, "horizon")),
                        REGISTRY,
                        tenant.id())
                .orElseThrow(() -> new VaultException(Reason.NOT_FOUND, "There is no tenant " + tenant.slug()));
    }

    private String members() throws SQLException {
        return Sql.find(connection, row -> Sql.text(row, "document"), MEMBERS).orElse("[]");
    }

    private void document(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        Digests.Measured measured = new Digests.Measured(zip, bytes -> {});
        measured.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        entries.add(new Manifest.Entry(name, null, List.of(), 0, measured.bytes(), measured.sha256()));
    }

    private void table(ZipOutputStream zip, Tables.Table table, long size) throws SQLException, IOException {
        String name = Manifest.Entry.nameOf(table.name());
        long before = done;
        Progress.report(progress, "archive", before, Math.max(size, before));
        zip.putNextEntry(new ZipEntry(name));
        Digests.Measured measured = new Digests.Measured(
                zip, bytes -> Progress.report(progress, "archive", before + bytes, Math.max(size, before + bytes)));
        long rows =
                connection.unwrap(PGConnection.class).getCopyAPI().copyOut(table.copyOut(tenant.schema()), measured);
        zip.closeEntry();
        done = before + measured.bytes();
        entries.add(new Manifest.Entry(name, table.name(), table.columns(), rows, measured.bytes(), measured.sha256()));
    }
}
