package dev.countinghouse.wallet;

import dev.countinghouse.history.RowHistory;
import dev.countinghouse.money.Money;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Top-ups that invoices sell. */
@ApplicationScoped
class SoldTopUpRepository {

    private static final String WAITING = "FROM wallet_top_ups t WHERE t.invoice_id = :invoice AND t.usable_at IS NULL";

    private static final String KEEP =
            RowHistory.KEEP + "'wallet_top_ups', t.xmin, to_jsonb(t) " + WAITING + " FOR NO KEY UPDATE";

    private static final String MAKE_USABLE = """
            UPDATE wallet_top_ups t SET left_minor = t.amount_minor, usable_at = CAST(:now AS timestamptz) FROM wallets w
            WHERE w.id = t.wallet_id AND t.invoice_id = :invoice AND t.usable_at IS NULL
            RETURNING t.id, t.amount_minor, t.expires_at, w.terminated_at IS NOT NULL AS terminated,
                CAST(w.currency AS text) AS currency""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * A top-up, and what it is worth.
     *
     * @param terminated whether its wallet was terminated before it was paid
     */
    record Made(UUID topUpId, Money amount, @Nullable Instant expiresAt, boolean terminated) {}

    /** Fills what an invoice sells, once; empty where it sells nothing, or was filled before. */
    Optional<Made> makeUsable(UUID invoiceId, Instant now) {
        if (RowHistory.isKept()) {
            entityManager
                    .createNativeQuery(KEEP)
                    .setParameter("invoice", invoiceId)
                    .executeUpdate();
        }
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(MAKE_USABLE, Tuple.class)
                .setParameter("invoice", invoiceId)
                .setParameter("now", now)
                .getResultList();
        return rows.stream()
                .map(row -> new Made(
                        row.get("id", UUID.class),
                        new Money(
                                row.get("amount_minor", Long.class),
                                Currency.getInstance(row.get("currency", String.class))),
                        row.get("expires_at", Instant.class),
                        row.get("terminated", Boolean.class)))
                .findFirst();
    }

    boolean isSale(UUID invoiceId) {
        return (Boolean) entityManager
                .createNativeQuery(
                        "SELECT EXISTS (SELECT FROM wallet_top_ups WHERE invoice_id = :invoice)", Boolean.class)
                .setParameter("invoice", invoiceId)
                .getSingleResult();
    }
}
