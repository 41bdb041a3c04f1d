package dev.countinghouse.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.countinghouse.migrations.Migrations.Report;
import dev.countinghouse.testing.TestDatabase;
import dev.countinghouse.testing.TestServers;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One migrator, or several, over many tenants. */
class MigrationsIT {

    private static final String CURRENT = Changelog.TENANT.version();
    private static final String OLDER = "0.older";

    private TestDatabase database;
    private DataSource owners;
    private Connection owner;

    @BeforeEach
    void openDatabase() throws SQLException {
        database = TestServers.freshDatabase();
        owners = Catalog.ownersOf(database);
        owner = database.owner();
    }

    @AfterEach
    void closeDatabase() throws SQLException {
        owner.close();
    }

    @Test
    void aTenantMadeFromTheTemplateEqualsOneThatWasMigrated() throws SQLException {
        makeFromTemplate("alpha");
        register("beta", OLDER);
        assertThat(migrate().migrated()).containsExactly("tenant_beta");

        List<String> made = Catalog.ofTenant(owner, "tenant_alpha");
        assertThat(made).hasSizeGreaterThan(200).containsExactlyElementsOf(Catalog.ofTenant(owner, "tenant_beta"));
        assertThat(versionOf("alpha")).isEqualTo(CURRENT);
        assertThat(versionOf("beta")).isEqualTo(CURRENT);
    }

    @Test
    void aTenantMadeFromTheTemplateCanBeMigratedLater() throws SQLException {
        makeFromTemplate("alpha");
        List<String> before = Catalog.ofTenant(owner, "tenant_alpha");
        execute("UPDATE public.tenants SET schema_version = '" + OLDER + "'");

        Report report = migrate();

        assertThat(report.failed()).isEmpty();
        assertThat(report.migrated()).containsExactly("tenant_alpha");
        assertThat(Catalog.ofTenant(owner, "tenant_alpha")).isEqualTo(before);
    }

    @Test
    void oneFailingTenantStopsNoOtherAndIsMigratedWhenItsObstacleIsGone() throws SQLException {
        for (String slug : List.of("a1", "b2", "c3", "d4")) {
            register(slug, OLDER);
        }
        execute("CREATE SCHEMA tenant_b2");
        execute("CREATE TABLE tenant_b2.invoices (in_the_way integer)");

        Report report = migrate();

        assertThat(report.succeeded()).isFalse();
        assertThat(report.migrated()).containsExactly("tenant_a1", "tenant_c3", "tenant_d4");
        assertThat(report.failed()).containsOnlyKeys("tenant_b2");
        assertThat(report.failed().get("tenant_b2")).contains("invoices").contains("already exists");
        assertThat(versionOf("b2")).isEqualTo(OLDER);
        assertThat(versionOf("d4")).isEqualTo(CURRENT);

        execute("DROP TABLE tenant_b2.invoices");
        Report second = migrate();
        assertThat(second.succeeded()).isTrue();
        assertThat(second.migrated()).containsExactly("tenant_b2");
        assertThat(second.upToDate()).isEqualTo(3);
        assertThat(Catalog.ofTenant(owner, "tenant_b2")).isEqualTo(Catalog.ofTenant(owner, "tenant_a1"));
    }

    @Test
    void aSecondRunChangesNothing() throws SQLException {
        register("alpha", OLDER);
        migrate();
        String rows = """
                SELECT xmin::text || id FROM public.databasechangelog
                UNION ALL SELECT xmin::text || slug FROM public.tenants
                UNION ALL SELECT xmin::text || schema_version FROM public.tenant_template
                UNION ALL SELECT xmin::text || id FROM tenant_alpha.databasechangelog""";
        List<String> before = Catalog.lines(owner, rows);

        Report report = migrate();

        assertThat(report).isEqualTo(new Report(CURRENT, List.of(), 1, report.failed()));
        assertThat(report.succeeded()).isTrue();
        assertThat(Catalog.lines(owner, rows)).isEqualTo(before);
    }

    @Test
    void ofTwoMigratorsAtOnceTheSecondWaitsAndFindsNothingToDo() throws Exception {
        List<String> slugs = IntStream.range(0, 6).mapToObj(i -> "twice" + i).toList();
        for (String slug : slugs) {
            register(slug, OLDER);
        }
        List<Report> reports;
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Report> first = threads.submit(this::migrate);
            Future<Report> second = threads.submit(this::migrate);
            reports = List.of(first.get(), second.get());
        }
        assertThat(reports).allMatch(Report::succeeded);
        assertThat(reports).extracting(report -> report.migrated().size()).containsExactlyInAnyOrder(6, 0);
        assertThat(reports).extracting(Report::upToDate).containsExactlyInAnyOrder(0, 6);
        List<String> expected = Catalog.ofTenant(owner, "tenant_twice0");
        for (String slug : slugs) {
            assertThat(Catalog.ofTenant(owner, "tenant_" + slug)).isEqualTo(expected);
        }
    }

    @Test
    void aMigratorThatWasKilledLeavesNoLockAndTheNextOneFinishesItsWork() throws Exception {
        List<String> slugs = IntStream.range(10, 30).mapToObj(i -> "killed" + i).toList();
        for (String slug : slugs) {
            register(slug, OLDER);
        }
        Process migrator = startMigrator();
        try {
            await().atMost(Duration.ofMinutes(1)).until(() -> countOfCurrent() > 2 || !migrator.isAlive());
        } finally {
            migrator.destroyForcibly().waitFor();
        }
        assertThat(countOfCurrent()).isPositive().isLessThan(slugs.size());

        Report report = migrate();

        assertThat(report.succeeded()).isTrue();
        assertThat(countOfCurrent()).isEqualTo(slugs.size());
        List<String> expected = Catalog.ofTenant(owner, "tenant_killed10");
        for (String slug : slugs) {
            assertThat(Catalog.ofTenant(owner, "tenant_" + slug)).isEqualTo(expected);
        }
    }

    private Report migrate() throws SQLException {
        return new Migrations(owners).run();
    }

    private Process startMigrator() throws IOException {
        ProcessBuilder migrator = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        migrator.environment().put("CH_DB_ADMIN_URL", database.adminUrl());
        migrator.environment().put("CH_DB_NAME", database.name());
        migrator.environment().put("CH_DB_OWNER_PASSWORD", database.ownerPassword());
        migrator.environment().put("CH_DB_APP_PASSWORD", database.appPassword());
        return migrator.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void makeFromTemplate(String slug) throws SQLException {
        owner.setAutoCommit(false);
        register(slug, TenantSchema.create(owner, "tenant_" + slug));
        owner.commit();
        owner.setAutoCommit(true);
    }

    /** A tenant that is only a row so far; the migrator makes the rest. */
    private void register(String slug, String schemaVersion) throws SQLException {
        try (PreparedStatement insert = owner.prepareStatement(
                "INSERT INTO public.tenants (id, slug, name, schema_version) VALUES (gen_random_uuid(), ?, ?, ?)")) {
            insert.setString(1, slug);
            insert.setString(2, slug);
            insert.setString(3, schemaVersion);
            insert.execute();
        }
    }

    private String versionOf(String slug) throws SQLException {
        return Catalog.lines(owner, "SELECT schema_version FROM public.tenants WHERE slug = ?", slug)
                .getFirst();
    }

    private int countOfCurrent() throws SQLException {
        return Catalog.lines(owner, "SELECT slug FROM public.tenants WHERE schema_version = ?", CURRENT)
                .size();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
