package dev.countinghouse.invoicing;

import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import dev.countinghouse.time.ServicePeriod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How much of what was billed had been discounted. */
@ApplicationScoped
class DiscountShareRepository {

    private static final String SHARES = """
            SELECT a.place, CAST(sum(l.amount_minor) AS bigint) AS amount, CAST(sum(l.discount_minor) AS bigint) AS discount
            FROM unnest(CAST(:items AS uuid[]), CAST(:charges AS uuid[]), CAST(:starts AS date[]), CAST(:ends AS date[]),
                CAST(:sequences AS bigint[])) WITH ORDINALITY AS a (item, charge, starts, ends, sequence, place)
            JOIN invoice_lines l ON l.subscription_item_id = a.item AND l.charge_id IS NOT DISTINCT FROM a.charge
                AND l.period_start < a.ends AND l.period_end > a.starts
            JOIN invoices i ON i.id = l.invoice_id AND i.sequence < a.sequence AND i.replaces_id IS NULL
            GROUP BY a.place""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * A line.
     *
     * @param itemId null on lines by hand, which take nothing back
     * @param sequence number of its invoice
     */
    record Asked(@Nullable UUID itemId, @Nullable UUID chargeId, ServicePeriod period, Money amount, long sequence) {

        private boolean takesBack() {
            return itemId != null && amount.signum() < 0;
        }
    }

    /**
     * What lines take back of discounts, zero or less: one below zero the share that invoices before discounted what it takes back,
     * by lines of the same charge and days. Others nothing.
     */
    List<Money> takenBack(List<Asked> lines) {
        List<Money> back = new ArrayList<>(
                lines.stream().map(line -> Money.zero(line.amount().currency())).toList());
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).takesBack()) {
                places.add(i);
            }
        }
        for (Tuple row : rows(places.stream().map(lines::get).toList())) {
            int line = places.get(row.get("place", Number.class).intValue() - 1);
            back.set(
                    line,
                    share(lines.get(line).amount(), row.get("discount", Long.class), row.get("amount", Long.class)));
        }
        return Collections.unmodifiableList(back);
    }

    private static Money share(Money amount, long discount, long of) {
        return discount <= 0 || of <= 0
                ? Money.zero(amount.currency())
                : Money.halfUp(
                        Fraction.of(amount.toDecimal()).times(Fraction.of(Math.min(discount, of), of)),
                        amount.currency());
    }

    @SuppressWarnings("unchecked")
    private List<Tuple> rows(List<Asked> lines) {
        return lines.isEmpty()
                ? List.of()
                : entityManager
                        .createNativeQuery(SHARES, Tuple.class)
                        .setParameter("items", texts(lines, Asked::itemId))
                        .setParameter("charges", texts(lines, Asked::chargeId))
                        .setParameter(
                                "starts", texts(lines, line -> line.period().start()))
                        .setParameter("ends", texts(lines, line -> line.period().end()))
                        .setParameter("sequences", texts(lines, Asked::sequence))
                        .getResultList();
    }

    private static @Nullable String[] texts(List<Asked> lines, Function<Asked, @Nullable Object> part) {
        return lines.stream()
                .map(part)
                .map(value -> Objects.toString(value, null))
                .toArray(String[]::new);
    }
}
