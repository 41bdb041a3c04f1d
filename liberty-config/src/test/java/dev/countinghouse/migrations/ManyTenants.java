package dev.countinghouse.migrations;

import dev.countinghouse.migrations.Migrations.Report;
import dev.countinghouse.testing.TestDatabase;
import dev.countinghouse.testing.TestServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** A database whose tenants have the version before this program's, or another, and who migrates them. */
record ManyTenants(TestDatabase database, DataSource owners, Connection owner) implements AutoCloseable {

    static final String CURRENT = Changelog.TENANT.version();
    static final String EARLIER = Changelogs.earlier().version();

    /** As a program of the version before has left it, without a tenant. */
    static ManyTenants earlier() throws SQLException {
        return of(Changelogs.earlier());
    }

    /** As a program of a version has left it, without a tenant. */
    static ManyTenants of(Changelog version) throws SQLException {
        ManyTenants tenants = current();
        tenants.execute("DELETE FROM public.tenant_upgrades; DELETE FROM public.tenant_template");
        new Migrations(tenants.owners, MigrationOptions.defaults().withTenantChangelog(version.path()), line -> {})
                .run();
        return tenants;
    }

    /** As this program leaves it, without a tenant. */
    static ManyTenants current() throws SQLException {
        TestDatabase database = TestServers.freshDatabase();
        return new ManyTenants(database, Catalog.ownersOf(database), database.owner());
    }

    Report migrate() throws SQLException {
        return migrate(MigrationOptions.defaults());
    }

    Report migrate(MigrationOptions options) throws SQLException {
        return new Migrations(owners, options, line -> {}).run();
    }

    /** Whole tenants of the template's version: prefix1, prefix2, and so on. */
    List<String> make(String prefix, int count) throws SQLException {
        List<String> slugs =
                IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
        for (String slug : slugs) {
            make(slug);
        }
        return slugs;
    }

    void make(String slug) throws SQLException {
        owner.setAutoCommit(false);
        register(slug, TenantSchema.create(owner, "tenant_" + slug));
        owner.commit();
        owner.setAutoCommit(true);
    }

    /** A tenant that is only a row so far; the migrator makes the rest. */
    void register(String slug, String schemaVersion) throws SQLException {
        try (PreparedStatement insert = owner.prepareStatement(
                "INSERT INTO public.tenants (id, slug, name, schema_version) VALUES (gen_random_uuid(), ?, ?, ?)")) {
            insert.setString(1, slug);
            insert.setString(2, slug);
            insert.setString(3, schemaVersion);
            insert.execute();
        }
    }

    String versionOf(String slug) throws SQLException {
        return read("SELECT schema_version FROM public.tenants WHERE slug = ?", slug)
                .getFirst();
    }

    /** The slugs of the tenants with a version. */
    List<String> having(String version) throws SQLException {
        return read("SELECT slug FROM public.tenants WHERE schema_version = ? ORDER BY slug", version);
    }

    List<String> catalog(String slug) throws SQLException {
        return Catalog.ofTenant(owner, "tenant_" + slug);
    }

    List<String> read(String query, String... parameters) throws SQLException {
        return Catalog.lines(owner, query, parameters);
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        owner.close();
    }
}
