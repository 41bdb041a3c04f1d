package dev.countinghouse.analytics;

import dev.countinghouse.analytics.AnalyticsCalendar.Asked;
import dev.countinghouse.analytics.domain.MrrMonth;
import dev.countinghouse.money.Money;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.sql.Date;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recurring revenue, worked out from the lines of invoices. Source: docs/ANALYTICS.md. */
@ApplicationScoped
class MrrRepository {

    /**
     * What each customer has at each month's end from a month before the first on, in minor units, rounded once. A line of a fee says what a month of it costs: its exact
     * amount, less the coupons' share, made whole where it is of a part of a period, over the months of the plan's interval. It counts on the
     * days of its period; the newest lines of a charge go on, so that what is billed in arrears, waits as a draft or is parked does not
     * look lost. None counts after the subscription's end, or once its next item (another plan, a pause) has begun. Lines of changes add
     * up with those that they change.
     */
    private static final String POINTS = """
            WITH recurring AS MATERIALIZED (
                SELECT v.id AS plan_version_id, CAST(c ->> 'id' AS uuid) AS charge_id, 12 * v.interval_count AS parts,
                    CASE v.interval_unit WHEN 'week' THEN 52 WHEN 'month' THEN 12 ELSE 1 END AS of_year
                FROM plan_versions v CROSS JOIN jsonb_array_elements(v.charges) c WHERE c ->> 'kind' = 'recurring'),
            void AS MATERIALIZED (SELECT n.id FROM invoices n WHERE n.status = 'void'),
            newest AS MATERIALIZED (
                SELECT l.subscription_item_id, l.charge_id, max(l.period_end) AS ends_on FROM invoice_lines l
                WHERE l.purpose IN ('regular', 'change') AND l.metric IS NULL
                  AND l.invoice_id NOT IN (SELECT n.id FROM void n)
                GROUP BY l.subscription_item_id, l.charge_id),
            billed AS MATERIALIZED (
                SELECT i.id AS item_id, r.charge_id, r.of_year, r.parts, s.customer_id, CAST(s.currency AS text) AS currency,
                    e.ends_on AS newest, least(i.followed_on, s.ends_on, CAST(:today AS date) + 1) AS ends_on
                FROM (SELECT t.id, t.subscription_id, t.plan_version_id, lead(t.effective_on)
                          OVER (PARTITION BY t.subscription_id ORDER BY t.effective_on NULLS FIRST) AS followed_on
                      FROM subscription_items t) i
                JOIN recurring r ON r.plan_version_id = i.plan_version_id
                JOIN newest e ON e.subscription_item_id = i.id AND e.charge_id = r.charge_id
                JOIN subscriptions s ON s.id = i.subscription_id AND s.pay_by IS NULL
                WHERE CAST(:currency AS text) IS NULL OR s.currency = :currency),
            fees AS NOT MATERIALIZED (
                SELECT b.customer_id, b.currency, b.of_year, b.parts, l.precise_amount, l.amount_minor, l.discount_minor, l.calculation,
                    l.period_start AS since, least(CASE WHEN l.period_end < b.newest THEN l.period_end END, b.ends_on) AS until
                FROM billed b JOIN invoice_lines l ON l.subscription_item_id = b.item_id AND l.charge_id = b.charge_id
                    AND l.purpose IN ('regular', 'change')
                WHERE l.invoice_id NOT IN (SELECT n.id FROM void n)),
            firsts AS MATERIALIZED (
                SELECT f.customer_id, f.currency, CAST(date_trunc('month', CAST(min(f.since) AS timestamp)) AS date) AS month
                FROM fees f WHERE f.precise_amount > 0 AND f.amount_minor > f.discount_minor AND f.until > least(CAST(:today AS date),
                    CAST(date_trunc('month', CAST(f.since AS timestamp)) + interval '1 month' AS date) - 1)
                GROUP BY f.customer_id, f.currency),
            points AS MATERIALIZED (
                SELECT f.customer_id, f.currency, CAST(m.first AS date) AS month, CAST(round(round(sum(
                        f.precise_amount * f.of_year * 1.000000000000000000
                        * coalesce(CAST(f.calculation ->> 'days_in_period' AS numeric), 1)
                        * CASE f.discount_minor WHEN 0 THEN 1 ELSE f.amount_minor - f.discount_minor END
                        / (CAST(f.parts AS numeric) * coalesce(CAST(f.calculation ->> 'days' AS numeric), 1)
                            * CASE f.discount_minor WHEN 0 THEN 1 ELSE f.amount_minor END)), 12)
                    * CASE max(coalesce(g.digits, 2)) WHEN 0 THEN 1 WHEN 2 THEN 100 ELSE 1000 END, 0) AS bigint) AS minor
                FROM fees f CROSS JOIN LATERAL generate_series(
                    date_trunc('month', CAST(greatest(f.since, CAST(:since AS date)) AS timestamp)),
                    date_trunc('month', CAST(f.until - 1 AS timestamp)), interval '1 month') AS m (first)
                CROSS JOIN LATERAL (
                    SELECT least(CAST(m.first + interval '1 month' AS date) - 1, CAST(:today AS date)) AS day) d
                LEFT JOIN unnest(CAST(:codes AS text[]), CAST(:digits AS integer[])) AS g (code, digits) ON g.code = f.currency
                WHERE f.until > :since AND f.since <= d.day AND f.until > d.day
                GROUP BY f.customer_id, f.currency, m.first)""";

    private static final String MOVEMENTS = POINTS + """
            , steps AS (
                SELECT p.currency, p.month, f.month AS first, sum(p.closing) AS closing, sum(p.opening) AS opening
                FROM (SELECT customer_id, currency, month, minor AS closing, 0 AS opening FROM points WHERE minor > 0
                      UNION ALL
                      SELECT customer_id, currency, CAST(month + interval '1 month' AS date), 0, minor FROM points WHERE minor > 0) p
                JOIN firsts f ON f.customer_id = p.customer_id AND f.currency = p.currency
                WHERE p.month BETWEEN :from AND :through
                GROUP BY p.customer_id, p.currency, p.month, f.month)
            SELECT s.currency, s.month, CAST(sum(s.opening) AS bigint) AS opening,
                CAST(coalesce(sum(s.closing) FILTER (WHERE s.opening = 0 AND s.month = s.first), 0) AS bigint) AS new_business,
                CAST(coalesce(sum(s.closing - s.opening) FILTER (WHERE s.opening > 0 AND s.closing > s.opening), 0) AS bigint) AS expansion,
                CAST(coalesce(sum(s.opening - s.closing) FILTER (WHERE s.closing > 0 AND s.closing < s.opening), 0) AS bigint) AS contraction,
                CAST(coalesce(sum(s.opening) FILTER (WHERE s.closing = 0), 0) AS bigint) AS churn,
                CAST(coalesce(sum(s.closing) FILTER (WHERE s.opening = 0 AND s.month > s.first), 0) AS bigint) AS reactivation,
                count(*) FILTER (WHERE s.opening > 0) AS customers,
                count(*) FILTER (WHERE s.opening = 0 AND s.month = s.first) AS gained,
                count(*) FILTER (WHERE s.closing = 0) AS lost,
                count(*) FILTER (WHERE s.opening = 0 AND s.month > s.first) AS regained
            FROM steps s GROUP BY s.currency, s.month ORDER BY s.currency, s.month""";

    private static final String COHORTS = POINTS + """
            SELECT p.currency, f.month AS cohort, p.month, count(*) AS customers, CAST(sum(p.minor) AS bigint) AS minor
            FROM points p JOIN firsts f ON f.customer_id = p.customer_id AND f.currency = p.currency
            WHERE p.minor > 0 AND f.month BETWEEN :from AND :through
            GROUP BY p.currency, f.month, p.month ORDER BY p.currency, f.month, p.month""";

    private static final int USUAL_DIGITS = 2;

    /** Currencies of other than two decimals, with how many they have. */
    private static final List<Currency> UNUSUAL = Currency.getAvailableCurrencies().stream()
            .filter(currency ->
                    currency.getDefaultFractionDigits() >= 0 && currency.getDefaultFractionDigits() != USUAL_DIGITS)
            .toList();

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** What a cohort has at the end of a month. */
    record CohortMonth(YearMonth cohort, YearMonth month, long customers, Money mrr) {}

    /** Months in which there was any or some moved, by currency and month. */
    List<MrrMonth> movements(Asked asked, @Nullable Currency currency) {
        return rows(entityManager.createNativeQuery(MOVEMENTS, Tuple.class), asked, currency).stream()
                .map(MrrRepository::movement)
                .toList();
    }

    /** Months to today of cohorts of the asked months, as long as there is anybody left, by currency, cohort and month. */
    List<CohortMonth> cohorts(Asked asked, @Nullable Currency currency) {
        return rows(entityManager.createNativeQuery(COHORTS, Tuple.class), asked, currency).stream()
                .map(row -> new CohortMonth(
                        month(row, "cohort"),
                        month(row, "month"),
                        row.get("customers", Long.class),
                        money(row, "minor")))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Tuple> rows(Query query, Asked asked, @Nullable Currency currency) {
        return query.setParameter("today", asked.today())
                .setParameter("since", asked.from().minusMonths(1))
                .setParameter("from", asked.from())
                .setParameter("through", asked.through())
                .setParameter("currency", currency == null ? null : currency.getCurrencyCode())
                .setParameter(
                        "codes", UNUSUAL.stream().map(Currency::getCurrencyCode).toArray(String[]::new))
                .setParameter(
                        "digits",
                        UNUSUAL.stream().map(Currency::getDefaultFractionDigits).toArray(Integer[]::new))
                .getResultList();
    }

    private static MrrMonth movement(Tuple row) {
        return new MrrMonth(
                month(row, "month"),
                money(row, "opening"),
                money(row, "new_business"),
                money(row, "expansion"),
                money(row, "contraction"),
                money(row, "churn"),
                money(row, "reactivation"),
                new MrrMonth.Customers(
                        row.get("customers", Long.class),
                        row.get("gained", Long.class),
                        row.get("lost", Long.class),
                        row.get("regained", Long.class)));
    }

    private static YearMonth month(Tuple row, String name) {
        return YearMonth.from(row.get(name, Date.class).toLocalDate());
    }

    private static Money money(Tuple row, String name) {
        return new Money(row.get(name, Long.class), Currency.getInstance(row.get("currency", String.class)));
    }
}
