package dev.countinghouse.migrations;

import static dev.countinghouse.migrations.ManyTenants.CURRENT;
import static dev.countinghouse.migrations.ManyTenants.EARLIER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.migrations.Migrations.Report;
import dev.countinghouse.migrations.Migrations.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a tenant has after its migration, from whatever it had before. */
class MigrationsIT {

    private static final String NOTHING_YET = "0.older";

    private ManyTenants tenants;

    @BeforeEach
    void openDatabase() throws SQLException {
        tenants = ManyTenants.earlier();
    }

    @AfterEach
    void closeDatabase() throws SQLException {
        tenants.close();
    }

    @Test
    void aTenantOfTheVersionBeforeOneThatWasOnlyARowAndANewOneAreEqual() throws SQLException {
        tenants.make("alpha");
        tenants.register("beta", NOTHING_YET);
        assertThat(tenants.versionOf("alpha")).isEqualTo(EARLIER);

        Report report = tenants.migrate();
        tenants.make("gamma");

        assertThat(report.migrated()).containsExactly("tenant_alpha", "tenant_beta");
        assertThat(tenants.having(CURRENT)).containsExactly("alpha", "beta", "gamma");
        List<String> made = tenants.catalog("gamma");
        assertThat(made).hasSizeGreaterThan(200);
        assertThat(tenants.catalog("alpha")).containsExactlyElementsOf(made);
        assertThat(tenants.catalog("beta")).containsExactlyElementsOf(made);
    }

    @Test
    void theStoredStatementsDoWhatLiquibaseItselfDoes() throws SQLException {
        tenants.make("alpha");
        tenants.make("beta");
        try (Connection connection = tenants.owners().getConnection()) {
            LiquibaseRun.update(connection, Changelog.TENANT, "tenant_beta");
        }
        tenants.execute("UPDATE public.tenants SET schema_version = '" + CURRENT + "' WHERE slug = 'beta'");

        assertThat(tenants.migrate().succeeded()).isTrue();

        assertThat(tenants.catalog("alpha")).isEqualTo(tenants.catalog("beta"));
    }

    @Test
    void aTenantWhoseVersionNobodyKnowsIsBroughtUpToDateAllTheSame() throws SQLException {
        tenants.migrate();
        tenants.make("alpha");
        List<String> before = tenants.catalog("alpha");
        tenants.execute("UPDATE public.tenants SET schema_version = '" + NOTHING_YET + "'");

        Report report = tenants.migrate();

        assertThat(report.failed()).isEmpty();
        assertThat(report.migrated()).containsExactly("tenant_alpha");
        assertThat(tenants.catalog("alpha")).isEqualTo(before);
    }

    @Test
    void aTenantWhoseSchemaSomebodyChangedIsSetAsideAsItWasAndTheDifferenceNamed() throws SQLException {
        tenants.make("a", 3);
        tenants.execute("ALTER TABLE tenant_a2.customers ADD COLUMN surprise integer");

        Report report = tenants.migrate();

        assertThat(report.migrated()).containsExactly("tenant_a1", "tenant_a3");
        assertThat(report.failed()).containsOnlyKeys("tenant_a2");
        assertThat(report.failed().get("tenant_a2"))
                .contains("schema differs from version " + CURRENT)
                .contains("it has column customers.surprise");
        assertThat(tenants.versionOf("a2")).isEqualTo(EARLIER);
    }

    @Test
    void aSecondRunChangesNothing() throws SQLException {
        tenants.make("alpha");
        tenants.migrate();
        String rows = """
                SELECT xmin::text || id FROM public.databasechangelog
                UNION ALL SELECT xmin::text || slug FROM public.tenants
                UNION ALL SELECT xmin::text || schema_version FROM public.tenant_template
                UNION ALL SELECT xmin::text || from_version FROM public.tenant_upgrades
                UNION ALL SELECT xmin::text || id FROM public.migration_runs
                UNION ALL SELECT xmin::text || id FROM tenant_alpha.databasechangelog""";
        List<String> before = tenants.read(rows);

        Report report = tenants.migrate();

        assertThat(report).isEqualTo(new Report(CURRENT, State.DONE, List.of(), 1, 0, report.failed(), ""));
        assertThat(report.succeeded()).isTrue();
        assertThat(tenants.read(rows)).isEqualTo(before);
    }

    @Test
    void ofTwoMigratorsAtOnceTheSecondWaitsAndFindsNothingToDo() throws Exception {
        List<String> slugs = tenants.make("twice", 6);
        List<Report> reports;
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Report> first = threads.submit(() -> tenants.migrate());
            Future<Report> second = threads.submit(() -> tenants.migrate());
            reports = List.of(first.get(), second.get());
        }
        assertThat(reports).allMatch(Report::succeeded);
        assertThat(reports).extracting(report -> report.migrated().size()).containsExactlyInAnyOrder(6, 0);
        assertThat(reports).extracting(Report::upToDate).containsExactlyInAnyOrder(0, 6);
        assertThat(tenants.having(CURRENT)).isEqualTo(slugs);
    }

    @Test
    void aTenantThatIsNoMoreIsLeftAlone() throws SQLException {
        tenants.register("gone", EARLIER);
        tenants.execute("UPDATE public.tenants SET status = 'erased'");

        assertThat(tenants.migrate()).returns(List.of(), Report::migrated).returns(0, Report::upToDate);

        assertThat(tenants.read("SELECT nspname FROM pg_namespace WHERE nspname = 'tenant_gone'"))
                .isEmpty();
    }

    @Test
    void aProgramOlderThanTheTenantsRefusesAndChangesNothing() throws SQLException {
        Changelog newer = Changelogs.next("newer", "ALTER TABLE customers ADD COLUMN remark varchar(40);");
        tenants.make("alpha");
        tenants.migrate(MigrationOptions.defaults().withTenantChangelog(newer.path()));
        tenants.register("beta", EARLIER);

        assertThatThrownBy(tenants::migrate)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("older than the database")
                .hasMessageContaining(newer.version())
                .hasMessageContaining(CURRENT);

        assertThat(tenants.versionOf("beta")).isEqualTo(EARLIER);
        tenants.make("gamma");
        assertThat(tenants.versionOf("gamma")).isEqualTo(newer.version());
    }

    @Test
    void aProgramOlderThanTheSharedTablesRefusesAndChangesNothing() throws SQLException {
        tenants.make("alpha");
        tenants.execute("""
                INSERT INTO public.databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype)
                VALUES ('099-future', 'countinghouse', 'db/shared/099-future.sql', now(), 999, 'EXECUTED')""");
        tenants.execute("COMMENT ON TABLE public.databasechangelog IS '99.future'");

        assertThatThrownBy(tenants::migrate)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("older than the database")
                .hasMessageContaining("099-future");

        assertThat(tenants.versionOf("alpha")).isEqualTo(EARLIER);
    }
}
