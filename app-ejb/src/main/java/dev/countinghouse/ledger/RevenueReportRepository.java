package dev.countinghouse.ledger;

import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;

/** Sums of what was posted to revenue and deferred revenue. */
@ApplicationScoped
class RevenueReportRepository {

    private static final String MONTHS = """
            WITH moved AS (
                SELECT CAST(date_trunc('month', CAST(booked_on AS timestamp)) AS date) AS month, currency, kind,
                    CASE WHEN credit = 'revenue' THEN amount_minor WHEN debit = 'revenue' THEN -amount_minor ELSE 0 END AS earned,
                    CASE WHEN credit = 'deferred_revenue' THEN amount_minor WHEN debit = 'deferred_revenue' THEN -amount_minor ELSE 0 END AS deferred
                FROM transfers WHERE debit IN ('revenue', 'deferred_revenue') OR credit IN ('revenue', 'deferred_revenue')),
            months AS (
                SELECT month, currency, coalesce(sum(earned + deferred) FILTER (WHERE kind = 'invoice'), 0) AS invoiced,
                    coalesce(-sum(earned + deferred) FILTER (WHERE kind IN ('credit_note', 'void')), 0) AS credited, sum(earned) AS recognized,
                    sum(sum(deferred)) OVER (PARTITION BY currency ORDER BY month) AS deferred
                FROM moved GROUP BY month, currency)
            SELECT m.month, CAST(m.currency AS text) AS currency, m.invoiced, m.credited, m.recognized, m.deferred FROM months m
            WHERE (CAST(:from AS date) IS NULL OR m.month >= date_trunc('month', CAST(:from AS timestamp)))
              AND (CAST(:to AS date) IS NULL OR m.month <= :to)
            ORDER BY m.month, m.currency""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** The months that the days lie in, oldest first; none in which nothing was posted. */
    List<RevenueMonthView> months(DayRange days) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(MONTHS, Tuple.class)
                .setParameter("from", days.from())
                .setParameter("to", days.to())
                .getResultList();
        return rows.stream().map(RevenueReportRepository::month).toList();
    }

    private static RevenueMonthView month(Tuple row) {
        return new RevenueMonthView(
                YearMonth.from(row.get("month", Date.class).toLocalDate()).toString(),
                row.get("currency", String.class),
                money(row, "invoiced"),
                money(row, "credited"),
                money(row, "recognized"),
                money(row, "deferred"));
    }

    private static MoneyView money(Tuple row, String column) {
        return MoneyView.of(new Money(
                row.get(column, BigDecimal.class).longValueExact(),
                Currency.getInstance(row.get("currency", String.class))));
    }
}
