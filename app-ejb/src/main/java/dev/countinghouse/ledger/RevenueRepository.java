package dev.countinghouse.ledger;

import dev.countinghouse.history.RowHistory;
import dev.countinghouse.ledger.domain.Unearned;
import dev.countinghouse.money.Money;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How far the current tenant's revenue is recognised, and what days of service earn. */
@ApplicationScoped
class RevenueRepository {

    /** Before all documents. */
    static final LocalDate EVER = LocalDate.of(1, 1, 1);

    private static final String BEGIN = "INSERT INTO revenue_recognition (id) VALUES (1) ON CONFLICT DO NOTHING";

    private static final String THROUGH = "SELECT r.through FROM revenue_recognition r";

    private static final String KEEP =
            RowHistory.KEEP + "'revenue_recognition', r.xmin, to_jsonb(r) FROM revenue_recognition r FOR NO KEY UPDATE";

    private static final String FIRST = "SELECT min(deferred_from) FROM invoices WHERE deferred_from IS NOT NULL";

    private static final String IS_LEFT = "SELECT EXISTS (SELECT FROM invoices WHERE deferred_from IS NOT NULL"
            + " AND deferred_through > (SELECT coalesce(through, '-infinity') FROM revenue_recognition))";

    private static final String EARNED =
            "WITH " + RevenueSql.STRETCHES + """
            , days AS (
                SELECT CAST(day AS date) AS day
                FROM generate_series(CAST(:since AS timestamp), CAST(:last AS timestamp), interval '1 day') day)
            SELECT d.day, CAST(s.currency AS text) AS currency, sum(""" + RevenueSql.postedBefore("s", "d.day + 1") + " - "
                    + RevenueSql.postedBefore("s", "d.day") + """
            ) AS earned
            FROM days d JOIN stretches s ON d.day >= s.first_day AND d.day < s.stop_day
            GROUP BY d.day, s.currency ORDER BY d.day, s.currency""";

    private static final String OPEN =
            "WITH " + RevenueSql.STRETCHES + """
             SELECT s.line_id, CAST(s.currency AS text) AS currency, greatest(s.first_day, CAST(:open AS date)) AS from_day, s.amount - """ + " " + RevenueSql.postedBefore("s", "CAST(:open AS date)") + """
             AS rest
            FROM stretches s WHERE s.open AND s.stop_day > CAST(:open AS date)""";

    private static final String IN_SERVICE =
            "SELECT count(*) FROM invoices WHERE deferred_from IS NOT NULL AND deferred_through >= :first";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** What a day earned in a currency; below zero, what it gave back. */
    record Earned(LocalDate day, Money amount) {}

    /** The last day that is recognised, empty before the first; none is until the transaction's end. There is a row from the first time on. */
    Optional<LocalDate> through() {
        List<@Nullable Date> held = held();
        if (held.isEmpty()) {
            entityManager.createNativeQuery(BEGIN).executeUpdate();
            held = held();
        }
        return first(held);
    }

    @SuppressWarnings("unchecked")
    private List<@Nullable Date> held() {
        return entityManager
                .createNativeQuery(THROUGH + " FOR SHARE", Date.class)
                .getResultList();
    }

    /** The same for whoever goes on with it: nobody else does, and nobody writes what a day earns, until the transaction's end. */
    Optional<LocalDate> throughForUpdate() {
        @SuppressWarnings("unchecked")
        List<@Nullable Date> held = entityManager
                .createNativeQuery(THROUGH + " FOR NO KEY UPDATE", Date.class)
                .getResultList();
        return first(held);
    }

    private static Optional<LocalDate> first(List<@Nullable Date> days) {
        return days.stream().filter(Objects::nonNull).findFirst().map(Date::toLocalDate);
    }

    void recognizedThrough(LocalDate day) {
        entityManager.createNativeQuery(KEEP).executeUpdate();
        int moved = entityManager
                .createNativeQuery(
                        "UPDATE revenue_recognition SET through = :day WHERE through IS NULL OR through < :day")
                .setParameter("day", day)
                .executeUpdate();
        if (moved != 1) {
            throw new IllegalStateException("revenue is recognised beyond " + day);
        }
    }

    /** The first day that earns anything by itself; empty where nothing was deferred yet. */
    Optional<LocalDate> firstDay() {
        return Optional.ofNullable((Date)
                        entityManager.createNativeQuery(FIRST, Date.class).getSingleResult())
                .map(Date::toLocalDate);
    }

    /** Whether days earn something of an invoice, or did. */
    boolean isDeferred(UUID invoiceId) {
        return (Boolean) entityManager
                .createNativeQuery(
                        "SELECT EXISTS (SELECT FROM invoices WHERE id = :id AND deferred_from IS NOT NULL)",
                        Boolean.class)
                .setParameter("id", invoiceId)
                .getSingleResult();
    }

    /** Whether days after the last recognised one earn anything. */
    boolean isLeft() {
        return (Boolean) entityManager.createNativeQuery(IS_LEFT, Boolean.class).getSingleResult();
    }

    /** What days earn, in their order and that of currencies; none of a day on which nothing is in service. */
    List<Earned> earned(LocalDate first, LocalDate last) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(EARNED, Tuple.class)
                .setParameter("since", first)
                .setParameter("last", last)
                .setParameter("invoice", null)
                .getResultList();
        return rows.stream()
                .map(row -> new Earned(day(row, "day"), money(row, "earned")))
                .toList();
    }

    /**
     * What the lines of an invoice have still to earn, by line; none of one that earned all.
     *
     * @param open the first day that is not recognised
     */
    Map<UUID, Unearned> unearned(UUID invoiceId, LocalDate open) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(OPEN, Tuple.class)
                .setParameter("since", EVER)
                .setParameter("invoice", invoiceId)
                .setParameter("open", open)
                .getResultList();
        Map<UUID, Unearned> unearned = new HashMap<>();
        rows.forEach(row ->
                unearned.put(row.get("line_id", UUID.class), new Unearned(money(row, "rest"), day(row, "from_day"))));
        return unearned;
    }

    /** How many invoices earn something on a day or after it. */
    long inService(LocalDate first) {
        return (Long) entityManager
                .createNativeQuery(IN_SERVICE, Long.class)
                .setParameter("first", first)
                .getSingleResult();
    }

    private static LocalDate day(Tuple row, String column) {
        return row.get(column, Date.class).toLocalDate();
    }

    private static Money money(Tuple row, String column) {
        return new Money(
                row.get(column, BigDecimal.class).longValueExact(),
                Currency.getInstance(row.get("currency", String.class)));
    }
}
