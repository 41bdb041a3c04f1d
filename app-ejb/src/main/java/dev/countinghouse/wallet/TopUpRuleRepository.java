package dev.countinghouse.wallet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rules by which wallets are topped up by themselves, and which of them have something to do. */
@ApplicationScoped
class TopUpRuleRepository {

    private static final String ACTIVE =
            "SELECT r FROM TopUpRule r WHERE r.walletId IN :wallets AND r.endedAt IS NULL ORDER BY r.id";

    private static final String AGENDA = """
            SELECT count(*) > 0 AS any, coalesce(bool_or(trigger = 'threshold'), false) AS watched,
                min(coalesce(retry_at, next_at)) FILTER (WHERE trigger = 'interval') AS next,
                min(retry_at) FILTER (WHERE trigger = 'threshold' AND retry_at > CAST(:now AS timestamptz)) AS retry
            FROM wallet_top_up_rules WHERE ended_at IS NULL""";

    private static final String INTERVALS = """
            SELECT id, coalesce(retry_at, next_at) AS at FROM wallet_top_up_rules
            WHERE ended_at IS NULL AND trigger = 'interval' AND coalesce(retry_at, next_at) <= CAST(:now AS timestamptz)
            ORDER BY 2, 1 LIMIT 1""";

    /** In the wallet, or bought for it by an invoice that is open. */
    private static final String THERE = """
            (SELECT coalesce(sum(CASE WHEN t.usable_at IS NOT NULL THEN t.left_minor
                                      WHEN i.status IN ('finalized', 'partially_paid') THEN t.amount_minor ELSE 0 END), 0)
             FROM wallet_top_ups t LEFT JOIN invoices i ON i.id = t.invoice_id AND t.usable_at IS NULL
             WHERE t.wallet_id = %s AND (t.usable_at IS NULL OR (t.left_minor > 0 AND coalesce(t.expires_at > %s, true))))""";

    /** A balance fell when something was used, expired, or is not bought after all. */
    private static final String LOW = """
            SELECT r.id, greatest(r.created_at, r.retry_at,
                    (SELECT max(x.made_at) FROM wallet_transactions x JOIN wallet_top_ups t ON t.id = x.top_up_id
                     WHERE t.wallet_id = r.wallet_id AND x.kind IN ('use', 'expiry')),
                    (SELECT max(i.closed_at) FROM wallet_top_ups t JOIN invoices i ON i.id = t.invoice_id
                     WHERE t.wallet_id = r.wallet_id)) AS at
            FROM wallet_top_up_rules r
            WHERE r.ended_at IS NULL AND r.trigger = 'threshold' AND coalesce(r.retry_at <= CAST(:now AS timestamptz), true)
                AND r.threshold_minor > %s
            ORDER BY 2, 1 LIMIT 1""".formatted(THERE.formatted("r.wallet_id", "'-infinity'"));

    private static final String BALANCE =
            "SELECT CAST(" + THERE.formatted(":wallet", "CAST(:at AS timestamptz)") + " AS bigint)";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * What rules have to do.
     *
     * @param any whether there is a rule at all
     * @param watched whether there is one with a threshold
     * @param next when the next day of an interval begins, or one that failed is tried again; null: none is to come
     * @param retry when one with a threshold that failed is tried again; null: none failed
     */
    record Agenda(
            boolean any,
            boolean watched,
            @Nullable Instant next,
            @Nullable Instant retry) {}

    /** A rule that tops up, and the instant as of which it does. */
    record Found(UUID ruleId, Instant at) {}

    void add(TopUpRule rule) {
        entityManager.persist(rule);
    }

    void flush() {
        entityManager.flush();
    }

    /** Those of wallets that have not ended. */
    List<TopUpRule> active(Collection<UUID> wallets) {
        return wallets.isEmpty()
                ? List.of()
                : entityManager
                        .createQuery(ACTIVE, TopUpRule.class)
                        .setParameter("wallets", wallets)
                        .getResultList();
    }

    /** Of one that there is. */
    TopUpRule require(UUID id) {
        return Objects.requireNonNull(entityManager.find(TopUpRule.class, id), "no rule " + id);
    }

    /** As the database has it once its wallet is held. */
    TopUpRule fresh(TopUpRule rule) {
        entityManager.refresh(rule);
        return rule;
    }

    Agenda agenda(Instant now) {
        Tuple row = (Tuple) entityManager
                .createNativeQuery(AGENDA, Tuple.class)
                .setParameter("now", now)
                .getSingleResult();
        return new Agenda(
                row.get("any", Boolean.class),
                row.get("watched", Boolean.class),
                row.get("next", Instant.class),
                row.get("retry", Instant.class));
    }

    /** The first whose day has begun by an instant, or which is tried again by then. */
    Optional<Found> interval(Instant now) {
        return first(entityManager.createNativeQuery(INTERVALS, Tuple.class), now);
    }

    /** Whose wallet fell below its threshold first; without those that failed and are tried again later. */
    Optional<Found> low(Instant now) {
        return first(entityManager.createNativeQuery(LOW, Tuple.class), now);
    }

    private static Optional<Found> first(Query query, Instant now) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = query.setParameter("now", now).getResultList();
        return rows.stream().findFirst().map(row -> new Found(row.get("id", UUID.class), row.get("at", Instant.class)));
    }

    /** What is in a wallet at an instant, with what is bought for it and not paid yet, in minor units. */
    long there(UUID walletId, Instant at) {
        return (Long) entityManager
                .createNativeQuery(BALANCE, Long.class)
                .setParameter("wallet", walletId)
                .setParameter("at", at)
                .getSingleResult();
    }
}
