package dev.countinghouse.invoicing;

import dev.countinghouse.history.RowHistory;
import dev.countinghouse.tenancy.CurrentScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gives numbers without gaps: a series' row stays locked until the transaction ends, so it is taken last. Who writes invoices takes the
 * tenant's own series first, which counts them all, then those of legal entities in the order of their codes.
 */
@ApplicationScoped
class NumberSeriesRepository {

    /** The tenant's own row counts the invoices of all series, also where none of them has a number of it. */
    private static final String OWN_INVOICES = """
            INSERT INTO number_series AS s (code, prefix, next_number, written) VALUES ('default', :prefix, 1 + :count, :all)
            ON CONFLICT (code) DO UPDATE SET next_number = s.next_number + :count, written = s.written + :all
            RETURNING prefix, next_number - :count AS first, written - :all AS before""";

    private static final String OWN_CREDIT_NOTE = """
            INSERT INTO number_series AS s (code, prefix, next_number) VALUES ('credit_note', :prefix, 2)
            ON CONFLICT (code) DO UPDATE SET next_number = s.next_number + 1 RETURNING prefix, next_number - 1 AS first""";

    private static final String OF_ENTITY = """
            UPDATE number_series SET next_number = next_number + :count WHERE code = :series
            RETURNING prefix, next_number - :count AS first""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** What is numbered. */
    private enum Kind {
        INVOICE("default", "inv:", ""),
        CREDIT_NOTE("credit_note", "cn:", "-CN");

        private final String own;
        private final String ofEntity;
        private final String suffix;

        Kind(String own, String ofEntity, String suffix) {
            this.own = own;
            this.ofEntity = ofEntity;
            this.suffix = suffix;
        }

        String series(@Nullable String legalEntity) {
            return legalEntity == null ? own : ofEntity + legalEntity;
        }

        String ownPrefix() {
            return CurrentScope.tenant().slug().toUpperCase(Locale.ROOT) + suffix;
        }
    }

    /**
     * A number of a document.
     *
     * @param legalEntity whose; null: the tenant's own
     * @param sequence in its series, from 1
     * @param ordinal of an invoice, among all invoices of the tenant; of a credit note its sequence
     */
    record Number(@Nullable String legalEntity, String series, String prefix, long sequence, long ordinal) {

        /** As documents bear it. */
        String text() {
            return "%s-%06d".formatted(prefix, sequence);
        }
    }

    /** The numbers of a series that are to be given next. */
    private static final class Run {
        private final @Nullable String legalEntity;
        private final String series;
        private final String prefix;
        private long next;

        private Run(@Nullable String legalEntity, String series, Tuple row) {
            this.legalEntity = legalEntity;
            this.series = series;
            this.prefix = row.get("prefix", String.class);
            this.next = row.get("first", Long.class);
        }

        private Number number(long ordinal) {
            return new Number(legalEntity, series, prefix, next++, ordinal);
        }
    }

    /**
     * The next numbers of invoices.
     *
     * @param legalEntities who issues each; null: the tenant itself
     * @return in the same order
     */
    List<Number> ofInvoices(List<@Nullable String> legalEntities) {
        Map<@Nullable String, Run> runs = new HashMap<>();
        keep(Kind.INVOICE.own);
        Tuple all = (Tuple) entityManager
                .createNativeQuery(OWN_INVOICES, Tuple.class)
                .setParameter("prefix", Kind.INVOICE.ownPrefix())
                .setParameter("count", (long) Collections.frequency(legalEntities, null))
                .setParameter("all", (long) legalEntities.size())
                .getSingleResult();
        runs.put(null, new Run(null, Kind.INVOICE.own, all));
        for (String legalEntity :
                new TreeSet<>(legalEntities.stream().filter(Objects::nonNull).toList())) {
            runs.put(legalEntity, run(Kind.INVOICE, legalEntity, Collections.frequency(legalEntities, legalEntity)));
        }
        long ordinal = all.get("before", Long.class);
        List<Number> numbers = new ArrayList<>();
        for (String legalEntity : legalEntities) {
            numbers.add(Objects.requireNonNull(runs.get(legalEntity)).number(++ordinal));
        }
        return numbers;
    }

    /**
     * The next number of a credit note.
     *
     * @param legalEntity who issued its invoice; null: the tenant itself
     */
    Number ofCreditNote(@Nullable String legalEntity) {
        Run run;
        if (legalEntity == null) {
            keep(Kind.CREDIT_NOTE.own);
            Tuple row = (Tuple) entityManager
                    .createNativeQuery(OWN_CREDIT_NOTE, Tuple.class)
                    .setParameter("prefix", Kind.CREDIT_NOTE.ownPrefix())
                    .getSingleResult();
            run = new Run(null, Kind.CREDIT_NOTE.own, row);
        } else {
            run = run(Kind.CREDIT_NOTE, legalEntity, 1);
        }
        return run.number(run.next);
    }

    private Run run(Kind kind, String legalEntity, int count) {
        String series = kind.series(legalEntity);
        keep(series);
        Tuple row = (Tuple) entityManager
                .createNativeQuery(OF_ENTITY, Tuple.class)
                .setParameter("series", series)
                .setParameter("count", (long) count)
                .getSingleResult();
        return new Run(legalEntity, series, row);
    }

    /** The series of a new legal entity; the tenant's own too, so that none can have the prefix of another. */
    void begin(String legalEntity, String prefix) {
        for (Kind kind : Kind.values()) {
            insert(kind.own, kind.ownPrefix(), null);
        }
        for (Kind kind : Kind.values()) {
            insert(kind.series(legalEntity), prefix + kind.suffix, legalEntity);
        }
    }

    private void insert(String series, String prefix, @Nullable String legalEntity) {
        entityManager
                .createNativeQuery("INSERT INTO number_series (code, prefix, legal_entity)"
                        + " VALUES (:series, :prefix, CAST(:entity AS varchar)) ON CONFLICT (code) DO NOTHING")
                .setParameter("series", series)
                .setParameter("prefix", prefix)
                .setParameter("entity", legalEntity)
                .executeUpdate();
    }

    /** Which of the tenant's invoices the next one will be, whoever issues it. */
    long upcoming() {
        @SuppressWarnings("unchecked")
        List<Long> written = entityManager
                .createNativeQuery("SELECT written FROM number_series WHERE code = 'default'", Long.class)
                .getResultList();
        return written.stream().findFirst().orElse(0L) + 1;
    }

    /** The instant of the last invoice, whoever issued it; empty before the first. */
    Optional<Instant> lastDate() {
        @SuppressWarnings("unchecked")
        List<Instant> dates = entityManager
                .createNativeQuery(
                        "SELECT i.finalized_at FROM number_series s JOIN invoices i"
                                + " ON i.series = s.code AND i.sequence = s.next_number - 1",
                        Instant.class)
                .getResultList();
        return dates.stream().max(Instant::compareTo);
    }

    private void keep(String series) {
        if (RowHistory.isKept()) {
            entityManager
                    .createNativeQuery(RowHistory.KEEP + "'number_series', s.xmin, to_jsonb(s) FROM number_series s"
                            + " WHERE s.code = :series FOR NO KEY UPDATE")
                    .setParameter("series", series)
                    .executeUpdate();
        }
    }
}
