package dev.countinghouse.vault;

import dev.countinghouse.vault.VaultException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Carries a backup's books on to a later moment. Every row that a tenant has or had is there in each of its versions: the last
 * one in its table, those before in {@code row_history}. A version is of the moment when it was committed by then and its end
 * was not. A row that was changed behind the program's back has no such version, and stays as the backup has it.
 *
 * <p>The moment is exact to the commit: PostgreSQL tells when each transaction committed ({@code track_commit_timestamp}).
 */
final class Replay {

    /** What is computed from the events again, and read from them until then. */
    private static final Set<String> DERIVED = Set.of("usage_metrics", "usage_touched", "usage_late", "advance_usage");

    /** Events that were deleted after the backup are there again, so none was: as in the backup. */
    private static final String DELETED = "usage_deleted";

    /** Hours that the backup has closed: their sums are right, and some of their events are gone. */
    private static final String CLOSED = """
        CREATE TABLE %1$s.closed AS
        SELECT customer_id, metric_id, lower(span) AS since, date_trunc('hour', closed_through, 'UTC') AS until
        FROM %1$s.metered_spans WHERE closed_through IS NOT NULL\
        """;

    private static final String NONE_CLOSED = """
        CREATE TABLE %1$s.closed (customer_id uuid, metric_id uuid, since timestamptz, until timestamptz)\
        """;

    private static final String OPEN = """
        NOT EXISTS (SELECT FROM %1$s.closed c WHERE c.customer_id = u.customer_id AND c.metric_id = u.metric_id
            AND u.hour >= c.since AND u.hour < c.until)\
        """;

    private static final String DERIVE = """
        DELETE FROM %1$s.usage_metrics u WHERE""" + " " + OPEN + """
        ; DELETE FROM %1$s.usage_touched; DELETE FROM %1$s.usage_late;
        INSERT INTO %1$s.usage_touched (customer_id, metric_id, hour)
            SELECT * FROM (SELECT DISTINCT customer_id, metric_id, date_trunc('hour', occurred_at, 'UTC') AS hour
                FROM %1$s.usage_events) u WHERE""" + " " + OPEN;

    private static final String DERIVE_AMENDED = """
        INSERT INTO %1$s.usage_touched (customer_id, metric_id, hour)
            SELECT * FROM (SELECT DISTINCT customer_id, metric_id, date_trunc('hour', occurred_at, 'UTC') AS hour
                FROM %1$s.usage_amendments WHERE occurred_at IS NOT NULL) u WHERE""" + " " + OPEN;

    private static final String INCARNATION = """
        SELECT (SELECT CAST(oid AS text) FROM pg_database WHERE datname = current_database()) || '/'
            || CAST(CAST(to_regnamespace(CAST(? AS text)) AS oid) AS text) AS incarnation\
        """;

    private static final String REFERENCES = """
        SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS off,
               format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS again
        FROM pg_constraint WHERE contype = 'f' AND connamespace = to_regnamespace(CAST(? AS text))\
        """;

    // %1$s live schema, %2$s table, %3$s columns, %4$s schema beside, %5$s horizon, %6$s columns of l, %7$s of p
    private static final String VERSIONS = """
        CREATE TABLE %4$s.replayed AS
        SELECT %6$s FROM %1$s.%2$s l
        WHERE age(l.xmin) <= age(%5$s) AND pg_xact_commit_timestamp(l.xmin) <= %8$s
        UNION ALL
        SELECT %7$s FROM %1$s.row_history h CROSS JOIN LATERAL jsonb_populate_record(CAST(NULL AS %1$s.%2$s), h.row) p
        WHERE h.table_name = %9$s AND age(h.ended_by) <= age(%5$s) AND pg_xact_commit_timestamp(h.ended_by) > %8$s
          AND (age(h.written_by) > age(%5$s) OR pg_xact_commit_timestamp(h.written_by) <= %8$s)\
        """;

    private static final String REPLACED = """
        DELETE FROM %4$s.%2$s b WHERE EXISTS (SELECT FROM %4$s.replayed r WHERE %10$s)
            OR EXISTS (SELECT FROM %1$s.row_history h
                CROSS JOIN LATERAL jsonb_populate_record(CAST(NULL AS %1$s.%2$s), h.row) r
                WHERE h.table_name = %9$s AND h.deleted AND age(h.ended_by) <= age(%5$s)
                  AND pg_xact_commit_timestamp(h.ended_by) <= %8$s AND %10$s)\
        """;

    private static final String UNKNOWN = """
        SELECT EXISTS (SELECT FROM %1$s.%2$s l WHERE age(l.xmin) <= age(%5$s) AND pg_xact_commit_timestamp(l.xmin) IS NULL)
            OR EXISTS (SELECT FROM %1$s.row_history h WHERE h.table_name = %9$s AND age(h.ended_by) <= age(%5$s)
                AND (pg_xact_commit_timestamp(h.ended_by) IS NULL
                  OR age(h.written_by) <= age(%5$s) AND pg_xact_commit_timestamp(h.written_by) IS NULL))\
        """;

    private final Connection owner;
    private final VaultTenant tenant;
    private final Manifest manifest;
    private final Instant moment;

    Replay(Connection owner, VaultTenant tenant, Manifest manifest, Instant moment) {
        this.owner = owner;
        this.tenant = tenant;
        this.manifest = manifest;
        this.moment = moment;
    }

    /**
     * Waits until whoever is writing to the tenant's tables has ended: a transaction has its time of commit a little before
     * others see it.
     */
    static void awaitCommits(DataSource owner, VaultTenant tenant) throws SQLException {
        Set<String> tables = Transactions.database(
                owner, connection -> Tables.of(connection, tenant.schema()).keySet());
        for (String table : tables) {
            Exchange.repeatedly(owner, connection -> {
                Sql.run(
                        connection,
                        Exchange.LOCK_TIMEOUT,
                        "LOCK TABLE " + tenant.schema() + "." + Sql.name(table) + " IN SHARE MODE");
                return true;
            });
        }
    }

    /** @throws VaultException UNREPLAYABLE unless the moment can be reached exactly from this backup */
    void require() throws SQLException {
        String incarnation = Sql.find(owner, row -> Sql.text(row, "incarnation"), INCARNATION, tenant.schema())
                .orElse("");
        Instant now = Restores.now(owner);
        if (moment.isBefore(manifest.takenAt()) || moment.isAfter(now)) {
            throw unreachable("The moment is not between the backup, %s, and now".formatted(manifest.takenAt()));
        }
        if (!manifest.incarnation().equals(incarnation)) {
            throw unreachable("The tenant's books were restored or moved after the backup; take a later one");
        }
        if (!Registry.require(owner, tenant, Registry.Hold.PRESENT)
                .schemaVersion()
                .equals(manifest.schemaVersion())) {
            throw unreachable("The tenant was migrated after the backup; take a later one");
        }
        if (!isKept(owner, tenant.schema())) {
            throw unreachable("The tenant's schema is of a version that keeps no history");
        }
        if (!Sql.yes(owner, "SELECT current_setting('track_commit_timestamp') = 'on'")) {
            throw unreachable("The database does not keep times of commits: track_commit_timestamp is off");
        }
    }

    /** Into a schema that holds what the backup holds. */
    void into(String beside, Progress progress) throws SQLException {
        List<Tables.Table> tables = List.copyOf(Tables.of(owner, beside).values());
        List<List<String>> references =
                Sql.list(owner, row -> List.of(Sql.text(row, "off"), Sql.text(row, "again")), REFERENCES, beside);
        boolean closes = tables.stream().anyMatch(table -> table.columns().contains("closed_through"));
        Sql.run(owner, (closes ? CLOSED : NONE_CLOSED).formatted(beside));
        Sql.run(owner, "SET CONSTRAINTS ALL IMMEDIATE"); // a table with checks that wait is not altered
        run(references.stream().map(List::getFirst).toList()); // rows come and go in any order
        long done = 0;
        for (Tables.Table table : tables) {
            if (!DERIVED.contains(table.name()) && !table.name().equals(DELETED)) {
                replay(table, beside);
            }
            Progress.report(progress, "replay", ++done, tables.size());
        }
        run(references.stream().map(List::getLast).toList()); // checks every row once more
        Sql.run(owner, DERIVE.formatted(beside));
        if (tables.stream().anyMatch(table -> table.name().equals("usage_amendments"))) {
            Sql.run(owner, DERIVE_AMENDED.formatted(beside));
        }
        if (tables.stream().anyMatch(table -> table.name().equals("advance_usage"))) {
            Sql.run(
                    owner,
                    "DELETE FROM " + beside + ".advance_usage"); // the roll-up of what is touched now notes it again
        }
        Sql.run(owner, "DROP TABLE " + beside + ".closed");
    }

    private void replay(Tables.Table table, String beside) throws SQLException {
        if (table.keys().isEmpty()) {
            throw new SQLException("Table " + table.name() + " has no key to follow its rows by");
        }
        if (Sql.yes(owner, filled(UNKNOWN, table, beside))) {
            throw unreachable("The database has not kept the times of all commits since the backup");
        }
        Sql.run(
                owner,
                filled(VERSIONS, table, beside),
                filled(REPLACED, table, beside),
                filled("INSERT INTO %4$s.%2$s (%3$s) SELECT %3$s FROM %4$s.replayed", table, beside),
                "DROP TABLE " + beside + ".replayed");
    }

    private String filled(String template, Tables.Table table, String beside) {
        String keys = table.keys().stream()
                .map(key -> "r.%1$s = b.%1$s".formatted(Sql.name(key)))
                .collect(Collectors.joining(" AND "));
        return template.formatted(
                tenant.schema(),
                Sql.name(table.name()),
                table.columnList(),
                beside,
                "CAST(CAST('" + manifest.horizon() + "' AS xid8) AS xid)",
                of("l", table),
                of("p", table),
                "CAST('" + OffsetDateTime.ofInstant(moment, ZoneOffset.UTC) + "' AS timestamptz)",
                "'" + table.name() + "'",
                keys);
    }

    private static String of(String alias, Tables.Table table) {
        return table.columns().stream()
                .map(column -> alias + "." + Sql.name(column))
                .collect(Collectors.joining(", "));
    }

    private void run(List<String> statements) throws SQLException {
        if (!statements.isEmpty()) {
            Sql.run(owner, statements.toArray(String[]::new));
        }
    }

    private static VaultException unreachable(String why) {
        return new VaultException(Reason.UNREPLAYABLE, why);
    }

    /** Forgets what ended before the oldest backup; a transaction may have begun long before it committed. */
    static long forget(Connection owner, VaultTenant tenant, Instant oldest) throws SQLException {
        return isKept(owner, tenant.schema())
                ? Sql.update(
                        owner,
                        "DELETE FROM " + tenant.schema() + ".row_history WHERE kept_at < ?",
                        OffsetDateTime.ofInstant(oldest.minus(1, ChronoUnit.HOURS), ZoneOffset.UTC))
                : 0;
    }

    /** Whether a schema has a history; one of an earlier version has none. */
    static boolean isKept(Connection owner, String schema) throws SQLException {
        return Sql.yes(owner, "SELECT to_regclass(CAST(? AS text)) IS NOT NULL", schema + ".row_history");
    }
}
