package dev.countinghouse.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Deletes usage events that are invoiced for good, as old as the tenant wants (docs/adr/0036).
 *
 * <p>First usage is closed: up to the end of the last period that is older than that, invoiced, and that nothing came late to
 * which is still to be invoiced. Nobody adds to closed usage or amends it, so its hourly sums stay right without their events.
 * Then its events are deleted, but for those of an hour that a period's edge cuts, those that came late and were let be, those
 * that an amendment moved to where usage is open, and those that a backup might have to be replayed with. A kill between two
 * transactions leaves nothing undone that the next run does not do.
 */
public final class UsageRetention {

    private static final int SPANS_AT_ONCE = 500;
    private static final Duration COMMIT_MAX = Duration.ofHours(1); // from an event's time of reception on
    private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

    private static final String LOCKED = """
        SELECT subscription_id, metric_id FROM %1$s.metered_spans WHERE (subscription_id, metric_id) > (?, ?)
        ORDER BY subscription_id, metric_id LIMIT ? FOR NO KEY UPDATE\
        """;

    private static final String CLOSE = """
        WITH closable AS MATERIALIZED (
            SELECT s.subscription_id, s.metric_id, max(upper(n.period)) AS through
            FROM %1$s.metered_spans s JOIN %1$s.billable_metrics m ON m.id = s.metric_id
            JOIN %1$s.invoices i ON i.subscription_id = s.subscription_id AND i.status <> 'void'
            JOIN %1$s.invoice_lines n ON n.invoice_id = i.id AND n.metric = m.code AND n.purpose IN ('regular', 'progressive')
            WHERE (s.subscription_id, s.metric_id) > (?, ?) AND (s.subscription_id, s.metric_id) <= (?, ?)
              AND upper(n.period) <= ? AND upper(n.period) <= s.billed_through
              AND upper(n.period) > coalesce(s.closed_through, '-infinity')
              AND NOT EXISTS (
                  SELECT FROM %1$s.invoices v JOIN %1$s.invoice_lines l ON l.invoice_id = v.id
                  WHERE v.subscription_id = s.subscription_id AND v.status = 'void'
                    AND v.replaced_by_id IS NULL
                    AND l.metric = m.code AND lower(l.period) < upper(n.period))
              AND NOT EXISTS (
                  SELECT FROM %1$s.usage_touched t
                  WHERE t.customer_id = s.customer_id AND t.metric_id = s.metric_id AND t.hour < upper(n.period))
              AND (m.late_usage = 'ignore' OR NOT EXISTS (
                  SELECT FROM %1$s.usage_late l WHERE l.customer_id = s.customer_id AND l.metric_id = s.metric_id
                    AND l.hour < upper(n.period) AND l.hour + interval '1 hour' > lower(s.span)))
            GROUP BY s.subscription_id, s.metric_id),
        kept AS (
            INSERT INTO %1$s.row_history (table_name, written_by, row)
            SELECT 'metered_spans', s.xmin, to_jsonb(s) FROM %1$s.metered_spans s JOIN closable USING (subscription_id, metric_id))
        UPDATE %1$s.metered_spans s SET closed_through = c.through
        FROM closable c WHERE c.subscription_id = s.subscription_id AND c.metric_id = s.metric_id\
        """;

    /** Whole hours: those that the span or what is closed cut keep their events. */
    private static final String CLOSED = """
        SELECT s.subscription_id, s.metric_id, s.customer_id,
               date_trunc('hour', lower(s.span) + interval '1 hour' - interval '1 microsecond', 'UTC') AS since,
               date_trunc('hour', s.closed_through, 'UTC') AS until
        FROM %1$s.metered_spans s WHERE s.closed_through IS NOT NULL\
        """;

    private static final String DELETE = """
        WITH gone AS MATERIALIZED (
            SELECT e.id, e.occurred_at, e.received_at FROM %1$s.usage_events e
            WHERE e.customer_id = ? AND e.metric_id = ? AND e.occurred_at >= ? AND e.occurred_at < ? AND e.received_at < ?
              AND NOT EXISTS (
                  SELECT FROM %1$s.usage_late l WHERE l.customer_id = e.customer_id AND l.metric_id = e.metric_id
                    AND l.hour = date_trunc('hour', e.occurred_at, 'UTC'))
              AND NOT EXISTS (
                  SELECT FROM %1$s.usage_amendments a
                  WHERE a.event_id = e.id AND (a.occurred_at < ? OR a.occurred_at >= ? OR a.made_at >= ?))
            ORDER BY e.occurred_at LIMIT ?),
        amended AS (DELETE FROM %1$s.usage_amendments a USING gone WHERE a.event_id = gone.id RETURNING a.id),
        deleted AS (DELETE FROM %1$s.usage_events e USING gone WHERE e.id = gone.id RETURNING e.received_at),
        counted AS (
            INSERT INTO %1$s.usage_deleted AS d (received_hour, events)
            SELECT date_trunc('hour', received_at, 'UTC'), count(*) FROM deleted GROUP BY 1
            ON CONFLICT (received_hour) DO UPDATE SET events = d.events + excluded.events)
        SELECT (SELECT count(*) FROM deleted) AS events, (SELECT count(*) FROM amended) AS amendments,
               (SELECT max(occurred_at) FROM gone) AS last\
        """;

    private final DataSource owner;
    private final int eventsAtOnce;

    /**
     * @param owner connections of {@code ch_owner}
     * @param eventsAtOnce most events that one transaction deletes
     */
    public UsageRetention(DataSource owner, int eventsAtOnce) {
        this.owner = owner;
        this.eventsAtOnce = eventsAtOnce;
    }

    /**
     * What was done.
     *
     * @param months the tenant's setting; 0: it keeps all, and nothing was done
     * @param closed spans of which more is closed than before
     * @param events deleted
     * @param amendments deleted with them
     */
    public record Deleted(int months, long closed, long events, long amendments) {}

    /** Closed whole hours of a customer's usage of a metric by one subscription. */
    private record Closed(UUID subscription, UUID metric, UUID customer, OffsetDateTime since, OffsetDateTime until) {}

    private record Chunk(long events, long amendments, OffsetDateTime last) {}

    /**
     * Closes and deletes, in many transactions: what was deleted stays so when it is stopped.
     *
     * @param oldestBackup that the tenant could be restored from and replayed; empty without any
     * @throws VaultException NOT_FOUND, WRONG_STATE, CANCELED
     */
    public Deleted run(VaultTenant tenant, Optional<Instant> oldestBackup, Progress progress) throws SQLException {
        Optional<Due> due = Transactions.database(owner, connection -> due(connection, tenant));
        if (due.isEmpty()) {
            return new Deleted(0, 0, 0, 0);
        }
        long closed = close(tenant, due.get().before());
        Instant received = oldestBackup.map(taken -> taken.minus(COMMIT_MAX)).orElse(FAR);
        List<Closed> spans = Transactions.database(owner, connection -> closed(connection, tenant));
        long events = 0;
        long amendments = 0;
        for (Closed span : spans) {
            Chunk chunk = new Chunk(0, 0, span.since());
            do {
                Progress.report(progress, "delete_usage", events, 0);
                OffsetDateTime from = chunk.last();
                chunk = Transactions.database(owner, connection -> delete(connection, tenant, span, from, received));
                events += chunk.events();
                amendments += chunk.amendments();
            } while (chunk.events() == eventsAtOnce);
        }
        return new Deleted(due.get().months(), closed, events, amendments);
    }

    /** @param before what is older is to go, by the tenant's clock */
    private record Due(int months, OffsetDateTime before) {}

    private static Optional<Due> due(Connection connection, VaultTenant tenant) throws SQLException {
        Registry.require(connection, tenant, Registry.Hold.PRESENT).withBooks();
        return Sql.find(
                connection,
                row -> new Due(row.getInt("months"), row.getObject("before", OffsetDateTime.class)),
                "SELECT usage_retention_months AS months,"
                        + " coalesce(test_clock, now()) - make_interval(months => usage_retention_months) AS before"
                        + " FROM public.tenants WHERE id = ? AND usage_retention_months > 0",
                tenant.id());
    }

    private long close(VaultTenant tenant, OffsetDateTime before) throws SQLException {
        long closed = 0;
        Key last = new Key(new UUID(0, 0), new UUID(0, 0));
        while (true) {
            Key after = last;
            Step step = Transactions.database(owner, connection -> close(connection, tenant, after, before));
            if (step.last().isEmpty()) {
                return closed;
            }
            closed += step.closed();
            last = step.last().get();
        }
    }

    private record Key(UUID subscription, UUID metric) {}

    private record Step(Optional<Key> last, long closed) {}

    /** Locked first: who adds to old usage holds its span, so that what he added is seen here, or he sees what is closed. */
    private static Step close(Connection connection, VaultTenant tenant, Key after, OffsetDateTime before)
            throws SQLException {
        Registry.require(connection, tenant, Registry.Hold.PRESENT).withBooks();
        List<Key> locked = Sql.list(
                connection,
                row -> new Key(row.getObject(1, UUID.class), row.getObject(2, UUID.class)),
                LOCKED.formatted(tenant.schema()),
                after.subscription(),
                after.metric(),
                SPANS_AT_ONCE);
        if (locked.isEmpty()) {
            return new Step(Optional.empty(), 0);
        }
        Key last = locked.getLast();
        long closed = Sql.update(
                connection,
                CLOSE.formatted(tenant.schema()),
                after.subscription(),
                after.metric(),
                last.subscription(),
                last.metric(),
                before);
        return new Step(Optional.of(last), closed);
    }

    private static List<Closed> closed(Connection connection, VaultTenant tenant) throws SQLException {
        return Sql.list(
                connection,
                row -> new Closed(
                        row.getObject("subscription_id", UUID.class),
                        row.getObject("metric_id", UUID.class),
                        row.getObject("customer_id", UUID.class),
                        row.getObject("since", OffsetDateTime.class),
                        row.getObject("until", OffsetDateTime.class)),
                CLOSED.formatted(tenant.schema()));
    }

    /** Unless other books were put in place meanwhile, in which less is closed. */
    private Chunk delete(
            Connection connection, VaultTenant tenant, Closed span, OffsetDateTime from, Instant receivedBefore)
            throws SQLException {
        Registry.require(connection, tenant, Registry.Hold.PRESENT).withBooks();
        boolean still = Sql.yes(
                connection,
                "SELECT closed_through >= ? FROM " + tenant.schema()
                        + ".metered_spans WHERE subscription_id = ? AND metric_id = ? FOR NO KEY UPDATE",
                span.until(),
                span.subscription(),
                span.metric());
        if (!still) {
            return new Chunk(0, 0, span.until());
        }
        OffsetDateTime received = OffsetDateTime.ofInstant(receivedBefore, ZoneOffset.UTC);
        return Sql.find(
                        connection,
                        row -> new Chunk(
                                row.getLong("events"),
                                row.getLong("amendments"),
                                row.getLong("events") == 0
                                        ? span.until()
                                        : row.getObject("last", OffsetDateTime.class)),
                        DELETE.formatted(tenant.schema()),
                        span.customer(),
                        span.metric(),
                        from,
                        span.until(),
                        received,
                        span.since(),
                        span.until(),
                        received,
                        eventsAtOnce)
                .orElseThrow();
    }
}
