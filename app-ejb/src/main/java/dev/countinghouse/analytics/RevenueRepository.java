package dev.countinghouse.analytics;

import dev.countinghouse.analytics.AnalyticsCalendar.Asked;
import dev.countinghouse.analytics.domain.Ageing;
import dev.countinghouse.money.Money;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.sql.Date;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was invoiced and taken back, earned or to be earned, and what is due of open invoices. */
@ApplicationScoped
class RevenueRepository {

    private static final String REVENUE = """
            SELECT CAST(t.currency AS text) AS currency, CAST(date_trunc('month', CAST(t.booked_on AS timestamp)) AS date) AS month,
                CAST(coalesce(sum(t.amount) FILTER (WHERE t.kind = 'invoice'), 0) AS bigint) AS invoiced,
                CAST(coalesce(-sum(t.amount) FILTER (WHERE t.kind = 'credit_note'), 0) AS bigint) AS credited,
                CAST(coalesce(-sum(t.amount) FILTER (WHERE t.kind = 'void'), 0) AS bigint) AS voided
            FROM (SELECT currency, booked_on, kind,
                      CASE WHEN credit IN ('revenue', 'deferred_revenue') THEN amount_minor ELSE -amount_minor END AS amount
                  FROM transfers
                  WHERE (debit IN ('revenue', 'deferred_revenue') OR credit IN ('revenue', 'deferred_revenue')) AND kind <> 'recognition'
                    AND booked_on >= :from AND booked_on < CAST(:through AS date) + interval '1 month'
                    AND (CAST(:currency AS text) IS NULL OR currency = :currency)) t
            GROUP BY t.currency, month ORDER BY t.currency, month""";

    private static final String OPEN = """
            SELECT CAST(o.currency AS text) AS currency, o.overdue, count(*) AS invoices, CAST(sum(o.due) AS bigint) AS due
            FROM (SELECT i.currency, least(greatest(CAST(CAST(:now AS timestamptz) AT TIME ZONE i.time_zone AS date) - i.due_on, 0), 91)
                      AS overdue,
                      i.total_minor - i.credited_minor - i.paid_minor + i.refunded_minor - i.written_off_minor + i.recovered_minor
                          - i.applied_minor - i.wallet_minor + i.returned_minor AS due
                  FROM invoices i WHERE i.status IN ('finalized', 'partially_paid')
                    AND (CAST(:currency AS text) IS NULL OR i.currency = :currency)) o
            WHERE o.due > 0 GROUP BY o.currency, o.overdue ORDER BY o.currency, o.overdue""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** A month's revenue in a currency. */
    record Revenue(YearMonth month, Money invoiced, Money credited, Money voided) {

        Money net() {
            return invoiced.minus(credited).minus(voided);
        }

        static Revenue none(YearMonth month, Money zero) {
            return new Revenue(month, zero, zero, zero);
        }
    }

    /** What has been due for so long in a currency; several are of one age. */
    record Due(Ageing age, Money due, long invoices) {}

    /** By currency and month; months without any are left out. */
    List<Revenue> revenue(Asked asked, @Nullable Currency currency) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(REVENUE, Tuple.class)
                .setParameter("from", asked.from())
                .setParameter("through", asked.through())
                .setParameter("currency", currency == null ? null : currency.getCurrencyCode())
                .getResultList();
        return rows.stream()
                .map(row -> new Revenue(
                        YearMonth.from(row.get("month", Date.class).toLocalDate()),
                        money(row, "invoiced"),
                        money(row, "credited"),
                        money(row, "voided")))
                .toList();
    }

    /** By currency, the youngest first. */
    List<Due> due(Instant now, @Nullable Currency currency) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(OPEN, Tuple.class)
                .setParameter("now", now)
                .setParameter("currency", currency == null ? null : currency.getCurrencyCode())
                .getResultList();
        return rows.stream()
                .map(row -> new Due(
                        Ageing.of(row.get("overdue", Integer.class)),
                        money(row, "due"),
                        row.get("invoices", Long.class)))
                .toList();
    }

    private static Money money(Tuple row, String name) {
        return new Money(row.get(name, Long.class), Currency.getInstance(row.get("currency", String.class)));
    }
}
