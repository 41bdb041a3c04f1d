package dev.countinghouse.wallet;

import dev.countinghouse.money.Money;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Top-ups of which something is left that pays nothing any more. */
@ApplicationScoped
class ExpiredTopUpRepository {

    /** What came back after it had expired expires when it came back. */
    private static final String EXPIRED = """
            SELECT t.id, w.customer_id, CAST(w.currency AS text) AS currency, t.left_minor, t.invoice_id, i.time_zone,
                greatest(least(t.expires_at, w.terminated_at),
                    (SELECT max(x.made_at) FROM wallet_transactions x WHERE x.top_up_id = t.id)) AS at
            FROM wallet_top_ups t JOIN wallets w ON w.id = t.wallet_id LEFT JOIN invoices i ON i.id = t.invoice_id
            WHERE t.left_minor > 0 AND %s ORDER BY t.id FOR NO KEY UPDATE OF t""";

    private static final String BY_INSTANT = EXPIRED.formatted("""
            t.id IN (SELECT u.id FROM wallet_top_ups u WHERE u.left_minor > 0 AND u.expires_at <= CAST(:now AS timestamptz)
                ORDER BY u.expires_at, u.id LIMIT :most)""");

    private static final String OF_WALLET = EXPIRED.formatted("t.wallet_id = :wallet");

    private static final String OF_IDS = EXPIRED.formatted("t.id = ANY (CAST(:ids AS uuid[]))");

    private static final String NEXT = "SELECT min(expires_at) FROM wallet_top_ups WHERE left_minor > 0";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * What is gone.
     *
     * @param at when it went
     * @param sale null: it had been granted
     */
    record Expired(
            UUID topUpId,
            UUID customerId,
            Money left,
            Instant at,
            @Nullable Sale sale) {

        /** The same of a part of it. */
        Expired of(Money part) {
            return new Expired(topUpId, customerId, part, at, sale);
        }

        /** The invoice that sold it, and whose days its dates are. */
        record Sale(UUID invoiceId, ZoneId zone) {}
    }

    /** What is gone by an instant, what went first before the rest; who takes from it waits. */
    List<Expired> lock(Instant now, int most) {
        return expired(entityManager
                .createNativeQuery(BY_INSTANT, Tuple.class)
                .setParameter("now", now)
                .setParameter("most", most));
    }

    /** All of a wallet that was terminated. */
    List<Expired> lock(UUID walletId) {
        return expired(entityManager.createNativeQuery(OF_WALLET, Tuple.class).setParameter("wallet", walletId));
    }

    /** What came back to top-ups that are gone. */
    List<Expired> lock(Collection<UUID> topUps) {
        return expired(entityManager
                .createNativeQuery(OF_IDS, Tuple.class)
                .setParameter("ids", topUps.stream().map(UUID::toString).toArray(String[]::new)));
    }

    private static List<Expired> expired(Query query) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = query.getResultList();
        return rows.stream()
                .map(row -> new Expired(
                        row.get("id", UUID.class),
                        row.get("customer_id", UUID.class),
                        new Money(
                                row.get("left_minor", Long.class),
                                Currency.getInstance(row.get("currency", String.class))),
                        row.get("at", Instant.class),
                        sale(row)))
                .toList();
    }

    private static Expired.@Nullable Sale sale(Tuple row) {
        @Nullable UUID invoice = row.get("invoice_id", UUID.class);
        return invoice == null ? null : new Expired.Sale(invoice, ZoneId.of(row.get("time_zone", String.class)));
    }

    Optional<Instant> next() {
        return Optional.ofNullable(
                (Instant) entityManager.createNativeQuery(NEXT, Instant.class).getSingleResult());
    }
}
