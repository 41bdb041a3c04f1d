package dev.countinghouse.migrations;

import static dev.countinghouse.migrations.ManyTenants.CURRENT;
import static dev.countinghouse.migrations.ManyTenants.EARLIER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.countinghouse.migrations.Migrations.Report;
import dev.countinghouse.migrations.Migrations.State;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run over many tenants: canaries, waves, failures, pauses and a process that is killed. */
class MigrationRunsIT {

    private static final MigrationOptions OPTIONS = MigrationOptions.defaults();

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
    void aFailingCanaryStopsTheRunBeforeAnybodyElseIsTouched() throws SQLException {
        tenants.make("a", 6);
        obstruct("a4");

        Report report = tenants.migrate(OPTIONS.withCanaries(List.of("a4")));

        assertThat(report.state()).isEqualTo(State.FAILED);
        assertThat(report.stopped()).contains("canary a4").contains("surprise");
        assertThat(report.migrated()).isEmpty();
        assertThat(report.pending()).isEqualTo(5);
        assertThat(tenants.having(EARLIER)).hasSize(6);

        clear("a4");
        assertThat(tenants.migrate(OPTIONS.withCanaries(List.of("a4"))).succeeded())
                .isTrue();
        assertThat(tenants.having(CURRENT)).hasSize(6);
    }

    @Test
    void theCanaryIsASandboxIfThereIsOneElseTheSmallestTenant() throws SQLException {
        tenants.make("a", 3);
        tenants.execute("UPDATE public.tenants SET storage_bytes = 1000 WHERE slug <> 'a3'");
        assertThat(canariesOfThePlan()).containsExactly("a3");

        tenants.execute("UPDATE public.tenants SET kind = 'sandbox', test_clock = now(),"
                + " source_tenant_id = (SELECT id FROM public.tenants WHERE slug = 'a1') WHERE slug = 'a2'");
        assertThat(canariesOfThePlan()).containsExactly("a2");
    }

    @Test
    void aPlanChangesNothing() throws SQLException {
        tenants.make("a", 5);

        MigrationPlan plan = new Migrations(tenants.owners(), OPTIONS.withWaveSize(2), line -> {}).plan();

        assertThat(plan.version()).isEqualTo(CURRENT);
        assertThat(plan.due()).isEqualTo(5);
        assertThat(plan.waves()).extracting(wave -> wave.tenants().size()).containsExactly(1, 2, 2);
        assertThat(tenants.having(EARLIER)).hasSize(5);
        assertThat(tenants.read("SELECT schema_version FROM public.tenant_template"))
                .containsExactly(EARLIER);
        assertThat(tenants.read("SELECT id FROM public.migration_runs")).isEmpty();
    }

    @Test
    void aCanaryThatIsNoTenantIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tenants.migrate(OPTIONS.withCanaries(List.of("nobody"))))
                .withMessageContaining("nobody");
    }

    @Test
    void aFailingTenantIsSetAsideWithItsReasonAndMigratedWhenItsObstacleIsGone() throws SQLException {
        tenants.make("a", 5);
        obstruct("a3");

        Report report = tenants.migrate();

        assertThat(report.state()).isEqualTo(State.DONE);
        assertThat(report.succeeded()).isFalse();
        assertThat(report.failed()).containsOnlyKeys("tenant_a3");
        assertThat(tenants.having(CURRENT)).containsExactly("a1", "a2", "a4", "a5");
        MigrationStatus status = MigrationStatus.last(tenants.owners()).orElseThrow();
        assertThat(status.state()).isEqualTo("done");
        assertThat(status.count("failed")).isEqualTo(1);
        assertThat(status.tenants())
                .filteredOn(tenant -> tenant.slug().equals("a3"))
                .allSatisfy(tenant -> assertThat(tenant.error()).contains("surprise"))
                .extracting(MigrationStatus.Tenant::version)
                .containsExactly(EARLIER);

        tenants.register("newcomer", EARLIER);
        clear("a3");
        Report second = tenants.migrate(OPTIONS.withRetryOnly(true));
        assertThat(second.migrated()).containsExactly("tenant_a3");
        assertThat(tenants.versionOf("newcomer")).isEqualTo(EARLIER);
        assertThat(tenants.catalog("a3")).isEqualTo(tenants.catalog("a1"));
    }

    @Test
    void aRunStopsItselfWhenMoreFailThanItsPlanAllows() throws SQLException {
        List<String> slugs = tenants.make("a", 8);
        for (String slug : slugs.subList(1, 4)) {
            obstruct(slug);
        }
        MigrationOptions options = OPTIONS.withCanaries(List.of("a1")).withMaxFailures(1);

        Report report = tenants.migrate(options.withWorkers(1));

        assertThat(report.state()).isEqualTo(State.FAILED);
        assertThat(report.stopped()).contains("2 tenants").contains("at most 1");
        assertThat(report.failed()).hasSize(2);
        assertThat(tenants.having(EARLIER)).hasSizeGreaterThan(5);
        assertThat(tenants.migrate(options.withMaxFailures(3)).migrated()).hasSize(4);
    }

    @Test
    void aRunPausesAfterTheTenantInHandAndIsGoneOnWithOnlyWhenSomebodySaysSo() throws SQLException {
        tenants.make("a", 6);
        MigrationOptions slow = OPTIONS.withWorkers(1).withWaveSize(1);
        List<String> told = new ArrayList<>();

        Report report = new Migrations(tenants.owners(), slow, line -> {
                    told.add(line);
                    if (line.startsWith("Wave 2")) {
                        requestPause();
                    }
                })
                .run();

        assertThat(told).anyMatch(line -> line.startsWith("Wave 1 of 5"));
        assertThat(report.state()).isEqualTo(State.PAUSED);
        assertThat(report.migrated()).hasSize(2);
        assertThat(report.pending()).isEqualTo(4);
        assertThat(MigrationStatus.last(tenants.owners()).orElseThrow().state()).isEqualTo("paused");

        assertThat(tenants.migrate().state()).isEqualTo(State.PAUSED);
        assertThat(tenants.having(CURRENT)).hasSize(2);

        Report resumed = tenants.migrate(OPTIONS.withResume(true));
        assertThat(resumed.succeeded()).isTrue();
        assertThat(resumed.migrated()).hasSize(6);
        assertThat(tenants.having(CURRENT)).hasSize(6);
    }

    @Test
    void withoutARunningMigrationThereIsNothingToPause() throws SQLException {
        assertThat(Migrations.requestPause(tenants.owners())).isFalse();
    }

    @Test
    void aMigratorThatWasKilledLeavesEachTenantAtTheOldOrTheNewVersionAndTheNextOneGoesOn() throws Exception {
        List<String> slugs = tenants.make("killed", 150);
        List<String> old = tenants.catalog("killed1");
        Process migrator = startMigrator();
        try {
            await().pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> tenants.having(CURRENT).size() > 3 || !migrator.isAlive());
        } finally {
            migrator.destroyForcibly().waitFor();
        }
        List<String> migrated = tenants.having(CURRENT);
        assertThat(migrated).hasSizeBetween(4, slugs.size() - 1);
        List<String> current = tenants.catalog(migrated.getFirst());
        for (String slug : slugs) {
            assertThat(tenants.catalog(slug)).as(slug).isEqualTo(migrated.contains(slug) ? current : old);
        }
        assertThat(MigrationStatus.last(tenants.owners()).orElseThrow().count("migrated"))
                .isEqualTo(migrated.size());

        Report report = tenants.migrate();

        assertThat(report.succeeded()).isTrue();
        assertThat(report.migrated()).hasSize(slugs.size());
        for (String slug : slugs) {
            assertThat(tenants.catalog(slug)).as(slug).isEqualTo(current);
        }
        assertThat(tenants.read("SELECT state FROM public.migration_runs")).containsExactly("done");
    }

    private List<String> canariesOfThePlan() throws SQLException {
        return new Migrations(tenants.owners())
                .plan().waves().getFirst().tenants().stream()
                        .map(MigrationPlan.Step::slug)
                        .toList();
    }

    /** As if somebody had changed the schema by hand. */
    private void obstruct(String slug) throws SQLException {
        tenants.execute("CREATE TABLE tenant_" + slug + ".surprise (id integer)");
    }

    private void clear(String slug) throws SQLException {
        tenants.execute("DROP TABLE tenant_" + slug + ".surprise");
    }

    private void requestPause() {
        try {
            assertThat(Migrations.requestPause(tenants.owners())).isTrue();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process startMigrator() throws IOException {
        ProcessBuilder migrator = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        migrator.environment().put("CH_DB_ADMIN_URL", tenants.database().adminUrl());
        migrator.environment().put("CH_DB_NAME", tenants.database().name());
        migrator.environment().put("CH_DB_OWNER_PASSWORD", tenants.database().ownerPassword());
        migrator.environment().put("CH_DB_APP_PASSWORD", tenants.database().appPassword());
        return migrator.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
