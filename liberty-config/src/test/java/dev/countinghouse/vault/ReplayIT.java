package dev.countinghouse.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.vault.VaultException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A backup is carried on to a moment after it, exact to the commit. */
class ReplayIT {

    private static final Books BOOKS = Books.open();

    private static final String KEEP = "INSERT INTO row_history (table_name, written_by, row, deleted)"
            + " SELECT '%1$s', t.xmin, to_jsonb(t), %3$s FROM %1$s t WHERE %2$s";
    private static final String USE = """
        INSERT INTO usage_events (id, transaction_id, customer_id, metric_id, occurred_at, quantity, properties)
        SELECT gen_random_uuid(), '%s', '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000005', \
        '2026-03-04T05:06:07Z', 3, '{"who": "Ada Lovelace"}'\
        """;
    private static final String ADA = "id = '" + Books.ADA + "'";

    private final UUID restoreId = UUID.randomUUID();
    private final Restores restores = new Restores(BOOKS.owner());
    private VaultTenant acme;

    @BeforeEach
    void makeTenant() throws SQLException {
        acme = BOOKS.tenant("acme-" + UUID.randomUUID().toString().substring(0, 8));
    }

    private static String keep(String table, String where) {
        return KEEP.formatted(table, where, "false");
    }

    private static String[] update(String table, String set, String where) {
        return new String[] {keep(table, where), "UPDATE " + table + " SET " + set + " WHERE " + where};
    }

    private Instant now() throws SQLException {
        return OffsetDateTime.parse(BOOKS.ask("SELECT replace(CAST(clock_timestamp() AS text), ' ', 'T') || ':00'"))
                .toInstant();
    }

    /** What the books hold, but for what is computed from it. */
    private SortedMap<String, SchemaChecksum.TableChecksum> content(String schema) throws SQLException {
        SortedMap<String, SchemaChecksum.TableChecksum> content =
                new TreeMap<>(BOOKS.checksum(schema).tables());
        content.keySet().removeIf(table -> table.matches("usage_(metrics|touched|late)|advance_usage"));
        return content;
    }

    private String restoredTo(Path archive, UUID restore, Instant moment) throws SQLException, IOException {
        restores.prepare(acme, restore, archive, moment, Progress.NONE);
        return acme.beside(Beside.RESTORE, restore);
    }

    private static String[][] steps() {
        return new String[][] {
            {},
            update("customers", "name = 'first', version = version + 1", ADA),
            {USE.formatted("u1"), keep("number_series", "true"), "UPDATE number_series SET next_number = 7"},
            {
                "INSERT INTO tax_rates (id, code, name, percent, created_at)"
                        + " VALUES ('00000000-0000-7000-8000-000000000066', 'low', 'Low', 7, now())",
                keep("tax_rates", "code = 'low'"),
                "UPDATE tax_rates SET percent = 8 WHERE code = 'low'",
                keep("customers", ADA),
                "UPDATE customers SET email = NULL WHERE " + ADA,
                keep("customers", ADA),
                "UPDATE customers SET name = 'twice' WHERE " + ADA
            },
            {
                keep("tax_rates", "true"),
                "UPDATE tax_rates SET code = 'x' WHERE code = 'low'",
                "UPDATE tax_rates SET code = 'low' WHERE code = 'vat'",
                "UPDATE tax_rates SET code = 'vat' WHERE code = 'x'"
            },
            {
                KEEP.formatted("custom_data", "resource_type = 'customer'", "true"),
                "DELETE FROM custom_data WHERE resource_type = 'customer'"
            },
            update("invoices", "status = 'paid', paid_minor = 1191", "true"),
            {
                "INSERT INTO custom_data VALUES ('customer', '" + Books.ADA + "', '{\"again\": true}')",
                USE.formatted("u2")
            },
        };
    }

    @Test
    void theBooksOfEveryMomentSinceTheBackupAreRestoredAsTheyWere() throws SQLException, IOException {
        BOOKS.run(acme, update("customers", "name = 'before the backup'", ADA));
        Path archive = BOOKS.archive(acme);
        Map<Instant, SortedMap<String, SchemaChecksum.TableChecksum>> then = new LinkedHashMap<>();
        for (String[] step : steps()) {
            BOOKS.run(acme, step);
            SortedMap<String, SchemaChecksum.TableChecksum> content = content(acme.schema());
            then.put(now(), content);
        }
        assertThat(then.values()).doesNotHaveDuplicates().hasSize(steps().length);
        for (Map.Entry<Instant, SortedMap<String, SchemaChecksum.TableChecksum>> moment : then.entrySet()) {
            String restored = restoredTo(archive, UUID.randomUUID(), moment.getKey());
            assertThat(content(restored)).isEqualTo(moment.getValue());
            assertThat(BOOKS.checksum(restored).structure())
                    .isEqualTo(BOOKS.checksum(acme.schema()).structure());
        }
    }

    @Test
    void whatIsComputedFromEventsIsComputedAnew() throws SQLException, IOException {
        Path archive = BOOKS.archive(acme);
        BOOKS.run(acme, USE.formatted("u1"), "DELETE FROM usage_touched");
        String restored = restoredTo(archive, restoreId, now());
        assertThat(BOOKS.ask("SELECT string_agg(DISTINCT CAST(hour AT TIME ZONE 'UTC' AS text), ',') FROM " + restored
                        + ".usage_touched"))
                .isEqualTo("2026-01-02 00:00:00,2026-03-04 05:00:00");
        assertThat(BOOKS.ask("SELECT (SELECT count(*) FROM " + restored + ".usage_metrics) + (SELECT count(*) FROM "
                        + restored + ".usage_late) + (SELECT count(*) FROM " + restored + ".advance_usage)"))
                .isEqualTo("0");
    }

    @Test
    void aTransactionIsInTheBooksFromItsCommitOn() throws SQLException, IOException {
        Path archive = BOOKS.archive(acme);
        Instant between;
        try (Connection writer = BOOKS.owner().getConnection()) {
            writer.setAutoCommit(false);
            Sql.run(writer, "SET LOCAL search_path = " + acme.schema(), USE.formatted("slow"));
            between = now();
            writer.commit();
        }
        String events = "SELECT count(*) FROM %s.usage_events WHERE transaction_id = 'slow'";
        assertThat(BOOKS.ask(events.formatted(restoredTo(archive, restoreId, between))))
                .isEqualTo("0");
        assertThat(BOOKS.ask(events.formatted(restoredTo(archive, UUID.randomUUID(), now()))))
                .isEqualTo("1");
    }

    @Test
    void aRowThatWasChangedOrLostBehindTheProgramsBackIsAsTheBackupHasIt() throws SQLException, IOException {
        Path archive = BOOKS.archive(acme);
        BOOKS.run(acme, USE.formatted("u1"));
        Instant moment = now();
        BOOKS.run(
                acme,
                "UPDATE customers SET name = 'by hand' WHERE " + ADA,
                "DELETE FROM refunds",
                "DELETE FROM payments",
                "DELETE FROM usage_amendments",
                "DELETE FROM usage_events WHERE transaction_id LIKE 't%'");
        String restored = restoredTo(archive, restoreId, moment);
        assertThat(BOOKS.ask("SELECT name FROM " + restored + ".customers WHERE " + ADA))
                .isEqualTo("Ada Lovelace");
        assertThat(BOOKS.ask("SELECT count(*) FROM " + restored + ".payments")).isEqualTo("1");
        assertThat(BOOKS.ask("SELECT count(*) FROM " + restored + ".usage_events"))
                .isEqualTo("51");
    }

    @Test
    void anErasedCustomersQuantitiesAreThereAndNothingElseOfHim() throws SQLException, IOException {
        Path archive = BOOKS.archive(acme);
        BOOKS.run(acme, USE.formatted("u1"));
        BOOKS.run(acme, update("customers", "name = 'Ada King'", ADA));
        BOOKS.run(acme, update("custom_data", "data = '{\"who\": \"Ada King\"}'", "resource_type = 'customer'"));
        Instant moment = now();
        BOOKS.run(acme, update("customers", "name = 'Countess Ada'", ADA));
        new Erasures(BOOKS.owner()).customer(acme, Books.ADA, BOOKS.job(acme, "erase_customer"), Progress.NONE);
        assertThat(BOOKS.ask("SELECT count(*) FROM " + acme.schema() + ".row_history WHERE CAST(row AS text) ~ 'Ada'"))
                .isEqualTo("0");

        String restored = restoredTo(archive, restoreId, moment);
        assertThat(BOOKS.ask("SELECT count(*) FROM " + restored + ".usage_events"))
                .isEqualTo("51");
        restores.swap(acme, restoreId);
        String own = acme.schema();
        assertThat(BOOKS.ask("SELECT string_agg(name, ',') FROM " + own + ".customers WHERE " + ADA))
                .isEqualTo("Erased customer");
        assertThat(BOOKS.ask("SELECT erased_at IS NOT NULL FROM " + own + ".customers WHERE " + ADA))
                .isEqualTo("t");
        assertThat(BOOKS.ask("SELECT count(*) FROM " + own + ".usage_events WHERE CAST(properties AS text) ~ 'Ada'"))
                .isEqualTo("0");
        assertThat(BOOKS.ask("SELECT count(*) FROM " + own + ".custom_data")).isEqualTo("0");
    }

    @Test
    void aMomentThatCannotBeReachedExactlyIsRefused() throws SQLException, IOException {
        Instant early = now();
        Path archive = BOOKS.archive(acme);
        refused(archive, early, "not between the backup");
        refused(archive, now().plusSeconds(3_600), "not between the backup");
        BOOKS.run(acme, "UPDATE public.tenants SET schema_version = '99.x' WHERE id = '" + acme.id() + "'");
        refused(archive, now(), "migrated after the backup");
        BOOKS.run(
                acme,
                "UPDATE public.tenants SET schema_version = (SELECT schema_version FROM public.tenant_template) WHERE id"
                        + " = '" + acme.id() + "'");
        restores.prepare(acme, restoreId, archive, Progress.NONE);
        restores.swap(acme, restoreId);
        refused(archive, now(), "restored or moved after the backup");
        restores.undo(acme, restoreId);
        restores.discard(acme, restoreId);
        restoredTo(archive, UUID.randomUUID(), now());
    }

    private void refused(Path archive, Instant moment, String why) {
        assertThatThrownBy(() -> restores.prepare(acme, UUID.randomUUID(), archive, moment, Progress.NONE))
                .isInstanceOfSatisfying(
                        VaultException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.UNREPLAYABLE))
                .hasMessageContaining(why);
    }

    @Test
    void aRowWhoseWriterHasNoTimeOfCommitMakesTheMomentUnreachable() throws SQLException, IOException {
        Path archive = BOOKS.archive(acme);
        BOOKS.run(acme, update("customers", "name = 'first'", ADA));
        String timeless;
        try (Connection aborted = BOOKS.owner().getConnection()) {
            aborted.setAutoCommit(false);
            timeless = Sql.find(aborted, row -> row.getString(1), "SELECT CAST(pg_current_xact_id() AS text)")
                    .orElseThrow();
            aborted.rollback();
        }
        Instant moment = now();
        BOOKS.run(acme, update("customers", "name = 'second'", ADA));
        BOOKS.run(acme, "UPDATE row_history SET written_by = '" + timeless + "' WHERE row ->> 'name' = 'first'");
        refused(archive, moment, "has not kept the times of all commits");
    }

    @Test
    void historyThatNoKeptBackupNeedsIsForgotten() throws SQLException, IOException {
        BOOKS.run(acme, update("customers", "name = 'old'", ADA));
        BOOKS.run(acme, "UPDATE row_history SET kept_at = now() - interval '2 days'");
        Path archive = BOOKS.archive(acme);
        BOOKS.run(acme, update("customers", "name = 'new'", ADA));
        Instant moment = now();
        BOOKS.run(acme, update("customers", "name = 'newest'", ADA));

        restores.forgetHistory(acme, now().minusSeconds(3_600));

        assertThat(BOOKS.ask("SELECT count(*) FROM " + acme.schema() + ".row_history"))
                .isEqualTo("2");
        assertThat(BOOKS.ask("SELECT name FROM " + restoredTo(archive, restoreId, moment) + ".customers WHERE " + ADA))
                .isEqualTo("new");
    }
}
