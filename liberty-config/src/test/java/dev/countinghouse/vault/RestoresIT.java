package dev.countinghouse.vault;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.countinghouse.vault.Restores.Leftover;
import dev.countinghouse.vault.Restores.State;
import dev.countinghouse.vault.VaultException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tenant is restored beside its books, compared and swapped, while another one is left alone. */
class RestoresIT {

    private static final Books BOOKS = Books.open();
    private static final String WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND wait_event_type = 'Lock' AND query LIKE '%public.tenants%FOR NO KEY UPDATE'";

    private final UUID restoreId = UUID.randomUUID();
    private final Restores restores = new Restores(BOOKS.owner());
    private VaultTenant acme;
    private VaultTenant globex;

    @BeforeEach
    void makeTenants() throws SQLException {
        String number = UUID.randomUUID().toString().substring(0, 8);
        acme = BOOKS.tenant("acme-" + number);
        globex = BOOKS.tenant("globex-" + number);
    }

    @Test
    void whatIsRestoredIsWhatWasArchivedToTheLastByte() throws SQLException, IOException {
        SchemaChecksum before = BOOKS.checksum(acme.schema());
        Path archive = BOOKS.archive(acme);

        ArchiveSummary summary = restores.prepare(acme, restoreId, archive, Progress.NONE);

        SchemaChecksum restored = BOOKS.checksum(acme.beside(Beside.RESTORE, restoreId));
        assertThat(restored).isEqualTo(before);
        assertThat(before.tables())
                .hasSizeGreaterThan(20)
                .allSatisfy((table, checksum) ->
                        assertThat(checksum.rows()).as(table).isPositive());
        assertThat(summary.rowsByTable()).containsEntry("customers", 4L).containsEntry("usage_events", 50L);
        assertThat(restores.compare(acme, restoreId, 10, Progress.NONE).equal()).isTrue();
    }

    @Test
    void aSwapTurnsTheBooksBackAndAnUndoTurnsThemForthAgain() throws SQLException, IOException {
        SchemaChecksum before = BOOKS.checksum(acme.schema());
        Path archive = BOOKS.archive(acme);
        BOOKS.run(
                acme,
                "DELETE FROM usage_late",
                "UPDATE customers SET name = 'Changed' WHERE id = '" + Books.ADA + "'",
                "INSERT INTO tax_rates (id, code, name, percent, created_at) VALUES (gen_random_uuid(), 'new', 'New',"
                        + " 1, now())");
        SchemaChecksum after = BOOKS.checksum(acme.schema());
        restores.prepare(acme, restoreId, archive, Progress.NONE);

        assertThat(differences())
                .containsOnlyKeys("customers", "tax_rates", "usage_late")
                .satisfies(tables -> {
                    assertThat(requireNonNull(tables.get("customers")).examples())
                            .containsExactly("~ [\"" + Books.ADA + "\"]");
                    assertThat(requireNonNull(tables.get("tax_rates")).onlyOriginal())
                            .isEqualTo(1);
                    assertThat(requireNonNull(tables.get("usage_late")).onlyRestored())
                            .isEqualTo(1);
                });

        restores.swap(acme, restoreId);
        assertThat(BOOKS.checksum(acme.schema())).isEqualTo(before);
        restores.swap(acme, restoreId);
        assertThat(restores.state(acme, restoreId)).isEqualTo(State.SWAPPED);

        restores.undo(acme, restoreId);
        assertThat(BOOKS.checksum(acme.schema())).isEqualTo(after);
        restores.undo(acme, restoreId);
        assertThat(restores.state(acme, restoreId)).isEqualTo(State.PREPARED);

        restores.discard(acme, restoreId);
        assertThat(restores.state(acme, restoreId)).isEqualTo(State.NONE);
        assertThat(BOOKS.checksum(acme.schema())).isEqualTo(after);
    }

    private SortedMap<String, Comparison.TableDifference> differences() throws SQLException {
        SortedMap<String, Comparison.TableDifference> found = new java.util.TreeMap<>();
        restores.compare(acme, restoreId, 10, Progress.NONE).tables().stream()
                .filter(table -> !table.isEqual())
                .forEach(table -> found.put(table.table(), table));
        return found;
    }

    @Test
    void theTenantReadsItsRestoredBooksAndNoLongerItsRetiredOnes() throws SQLException, IOException {
        Path archive = BOOKS.archive(acme);
        BOOKS.run(acme, "UPDATE customers SET name = 'Changed'");
        restores.prepare(acme, restoreId, archive, Progress.NONE);
        String restored = acme.beside(Beside.RESTORE, restoreId);
        assertThatThrownBy(() -> BOOKS.askAsTenant(acme, "SELECT count(*) FROM " + restored + ".customers"))
                .hasMessageContaining("permission denied for schema");

        restores.swap(acme, restoreId);

        String ada = "SELECT name FROM customers WHERE id = '" + Books.ADA + "'";
        assertThat(BOOKS.askAsTenant(acme, ada)).isEqualTo("Ada Lovelace");
        String retired = acme.beside(Beside.RETIRED, restoreId);
        assertThatThrownBy(() -> BOOKS.askAsTenant(acme, "SELECT count(*) FROM " + retired + ".customers"))
                .hasMessageContaining("permission denied for schema");
        assertThatThrownBy(() -> BOOKS.askAsTenant(acme, "SELECT count(*) FROM " + globex.schema() + ".customers"))
                .hasMessageContaining("permission denied for schema");
    }

    @Test
    void otherTenantsAreNotTouchedByAnyStep() throws SQLException, IOException {
        SchemaChecksum other = BOOKS.checksum(globex.schema());
        var shared = BOOKS.sharedWithout(acme.id());
        Path archive = BOOKS.archive(acme);
        restores.prepare(acme, restoreId, archive, Progress.NONE);
        restores.swap(acme, restoreId);
        restores.discard(acme, restoreId);
        assertThat(BOOKS.checksum(globex.schema())).isEqualTo(other);
        assertThat(BOOKS.sharedWithout(acme.id())).isEqualTo(shared);
        assertThat(shared.keySet()).contains("tenants", "memberships", "api_keys", "due_work", "jobs");
    }

    @Test
    void credentialsAndMembersAreNotTurnedBackAndWorkIsDueAgain() throws SQLException, IOException {
        Path archive = BOOKS.archive(acme);
        BOOKS.run(acme, "UPDATE public.api_keys SET revoked_at = now() WHERE tenant_id = '" + acme.id() + "'");
        String keys =
                "SELECT count(*) FROM public.api_keys WHERE revoked_at IS NOT NULL AND tenant_id = '" + acme.id() + "'";
        restores.prepare(acme, restoreId, archive, Progress.NONE);
        restores.swap(acme, restoreId);
        assertThat(BOOKS.ask(keys)).isEqualTo("1");
        assertThat(BOOKS.ask("SELECT count(*) FROM public.due_work WHERE claimable_at <= now() AND tenant_id = '"
                        + acme.id() + "'"))
                .isEqualTo("3");
    }

    @Test
    void whatWasSentSinceTheBackupIsNotSentAgain() throws SQLException, IOException {
        Path archive = BOOKS.archive(acme);
        BOOKS.run(acme, "UPDATE outbox SET published_at = now() WHERE type = 'customer.created'");
        restores.prepare(acme, restoreId, archive, Progress.NONE);
        restores.swap(acme, restoreId);
        assertThat(BOOKS.askAsTenant(acme, "SELECT string_agg(type, ',') FROM outbox WHERE published_at IS NULL"))
                .isEqualTo("invoice.finalized");
    }

    @Test
    void whatWasWrittenDownSinceTheBackupStaysWrittenDown() throws SQLException, IOException {
        String entries = "SELECT string_agg(action, ',' ORDER BY id) FROM audit_log";
        Path archive = BOOKS.archive(acme);
        BOOKS.run(
                acme,
                "INSERT INTO audit_log (id, at, actor_kind, actor_id, actor_name, action, resource, resource_id)"
                        + " VALUES ('00000000-0000-7000-8000-000000000061', now(), 'system', 'system', 'system', 'plan.create', 'plan', 'x')");
        BOOKS.run(
                acme,
                "INSERT INTO audit_seals VALUES (2, '00000000-0000-7000-8000-000000000061', repeat('a', 64),"
                        + " repeat('b', 64), now())");
        restores.prepare(acme, restoreId, archive, Progress.NONE);
        restores.swap(acme, restoreId);
        assertThat(BOOKS.askAsTenant(acme, entries)).isEqualTo("customer.create,plan.create");
        assertThat(BOOKS.askAsTenant(acme, "SELECT count(*) FROM audit_seals")).isEqualTo("2");
        restores.undo(acme, restoreId);
        assertThat(BOOKS.askAsTenant(acme, entries)).isEqualTo("customer.create,plan.create");
    }

    @Test
    void anotherTenantsArchiveIsRefused() throws SQLException, IOException {
        Path archive = BOOKS.archive(globex);
        assertThatThrownBy(() -> restores.prepare(acme, restoreId, archive, Progress.NONE))
                .isInstanceOfSatisfying(
                        VaultException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.FOREIGN));
        assertThat(restores.state(acme, restoreId)).isEqualTo(State.NONE);
    }

    @Test
    void onlyTheLatestRestoreIsUndone() throws SQLException, IOException {
        UUID second = UUID.randomUUID();
        Path archive = BOOKS.archive(acme);
        restores.prepare(acme, restoreId, archive, Progress.NONE);
        restores.swap(acme, restoreId);
        restores.prepare(acme, second, archive, Progress.NONE);
        restores.swap(acme, second);
        assertThatThrownBy(() -> restores.undo(acme, restoreId)).hasMessageContaining("another restore came after");
        restores.undo(acme, second);
        restores.undo(acme, restoreId);
        assertThat(restores.leftovers().stream().filter(one -> one.tenantId().equals(acme.id())))
                .hasSize(2)
                .noneMatch(Restores.Leftover::retired);
    }

    @Test
    void aSweepDropsWhatStandsThereSinceBeforeAMomentAndNothingElse() throws SQLException, IOException {
        Path archive = BOOKS.archive(acme);
        UUID second = UUID.randomUUID();
        restores.prepare(acme, restoreId, archive, Progress.NONE);
        restores.prepare(acme, second, archive, Progress.NONE);
        restores.prepare(globex, restoreId, BOOKS.archive(globex), Progress.NONE);
        Leftover prepared = restores.beside(acme, restoreId).orElseThrow();
        Leftover before = restores.beside(acme, second).orElseThrow();
        restores.swap(acme, second);
        Leftover retired = restores.beside(acme, second).orElseThrow();
        SchemaChecksum books = BOOKS.checksum(acme.schema());
        Instant swapped = retired.since();

        assertThat(restores.dropOlder(before, swapped))
                .as("swapped since it was seen")
                .isFalse();
        assertThat(restores.dropOlder(retired, swapped)).as("too young").isFalse();
        assertThat(restores.dropOlder(prepared, prepared.since())).isFalse();
        assertThat(restores.dropOlder(prepared, swapped)).isTrue();
        assertThat(restores.dropOlder(prepared, swapped)).as("gone").isFalse();
        assertThat(restores.beside(acme, restoreId)).isEmpty();
        assertThat(restores.beside(acme, second)).contains(retired);
        assertThat(restores.beside(globex, restoreId)).isPresent();

        assertThat(restores.dropOlder(retired, swapped.plusNanos(1_000))).isTrue();
        assertThat(restores.beside(acme, second)).isEmpty();
        assertThat(restores.state(acme, second)).isEqualTo(State.SWAPPED);
        assertThat(BOOKS.checksum(acme.schema())).isEqualTo(books);
    }

    /** Between finding a schema and dropping it the swap may have made the tenant's own books of it. */
    @Test
    void aDropWaitsForASwapAndThenLeavesItsBooksAlone() throws Exception {
        restores.prepare(acme, restoreId, BOOKS.archive(acme), Progress.NONE);
        SchemaChecksum restored = BOOKS.checksum(acme.beside(Beside.RESTORE, restoreId));
        Leftover seen = restores.beside(acme, restoreId).orElseThrow();
        Instant later = seen.since().plusSeconds(1);
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<Boolean> dropped = Transactions.database(BOOKS.owner(), connection -> {
                Registry.require(connection, acme, Registry.Hold.EXCLUSIVE); // as a swap does first
                Future<Boolean> drop = other.submit(() -> restores.dropOlder(seen, later));
                await().until(() -> BOOKS.ask(WAITING).equals("1"));
                Sql.run(
                        connection,
                        "ALTER SCHEMA " + acme.schema() + " RENAME TO " + acme.beside(Beside.RETIRED, restoreId),
                        "ALTER SCHEMA " + seen.schema() + " RENAME TO " + acme.schema());
                return drop;
            });
            assertThat(dropped.get()).isFalse();
        }
        assertThat(BOOKS.checksum(acme.schema())).isEqualTo(restored);
    }

    @Test
    void aCanceledRestoreLeavesNothing() throws SQLException, IOException {
        Path archive = BOOKS.archive(acme);
        Progress canceled = new Progress() {
            private boolean loading;

            @Override
            public void at(String step, long done, long total) {
                loading = step.equals("load");
            }

            @Override
            public boolean canceled() {
                return loading;
            }
        };
        assertThatThrownBy(() -> restores.prepare(acme, restoreId, archive, canceled))
                .hasMessage("Canceled");
        assertThat(restores.state(acme, restoreId)).isEqualTo(State.NONE);
        assertThat(restores.leftovers()).noneMatch(one -> one.tenantId().equals(acme.id()));
    }
}
