package dev.countinghouse.invoicing;

import dev.countinghouse.history.RowHistory;
import dev.countinghouse.tenancy.CurrentScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Gives numbers without gaps: the series' row stays locked until the transaction ends, so it is taken last. */
@ApplicationScoped
class NumberSeriesRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** The series there are. */
    enum Series {
        INVOICES("default", ""),
        CREDIT_NOTES("credit_note", "-CN");

        private final String code;
        private final String suffix;

        Series(String code, String suffix) {
            this.code = code;
            this.suffix = suffix;
        }
    }

    /** A run of numbers of a series. */
    record Numbers(String series, String prefix, long first) {

        long sequence(int index) {
            return first + index;
        }

        String number(int index) {
            return "%s-%06d".formatted(prefix, sequence(index));
        }
    }

    /** The next numbers, in a row. */
    Numbers next(Series series, int count) {
        if (RowHistory.isKept()) {
            keep(series);
        }
        Tuple row = (Tuple) entityManager
                .createNativeQuery(
                        "INSERT INTO number_series AS s (code, prefix, next_number) VALUES (:series, :prefix, 1 + :count)"
                                + " ON CONFLICT (code) DO UPDATE SET next_number = s.next_number + :count"
                                + " RETURNING prefix, next_number - :count AS first",
                        Tuple.class)
                .setParameter("series", series.code)
                .setParameter("prefix", CurrentScope.tenant().slug().toUpperCase(Locale.ROOT) + series.suffix)
                .setParameter("count", (long) count)
                .getSingleResult();
        return new Numbers(series.code, row.get("prefix", String.class), row.get("first", Long.class));
    }

    /** The next number that a series gives, as it is now. */
    long upcoming(Series series) {
        @SuppressWarnings("unchecked")
        List<Long> next = entityManager
                .createNativeQuery("SELECT next_number FROM number_series WHERE code = :series", Long.class)
                .setParameter("series", series.code)
                .getResultList();
        return next.stream().findFirst().orElse(1L);
    }

    /** The instant of the invoice with the last number; empty before the first. */
    Optional<Instant> lastDate() {
        @SuppressWarnings("unchecked")
        List<Instant> dates = entityManager
                .createNativeQuery(
                        "SELECT i.finalized_at FROM number_series s JOIN invoices i"
                                + " ON i.series = s.code AND i.sequence = s.next_number - 1 WHERE s.code = :series",
                        Instant.class)
                .setParameter("series", Series.INVOICES.code)
                .getResultList();
        return dates.stream().findFirst();
    }

    private void keep(Series series) {
        entityManager
                .createNativeQuery(RowHistory.KEEP + "'number_series', s.xmin, to_jsonb(s) FROM number_series s"
                        + " WHERE s.code = :series FOR NO KEY UPDATE")
                .setParameter("series", series.code)
                .executeUpdate();
    }
}
