package dev.countinghouse.invoicing;

import dev.countinghouse.money.Money;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is stored of the coupons that invoices used, as it is proved. */
@ApplicationScoped
class CouponProofRepository {

    /** An invoice in place of a void one used what the first one did, in that one's place. */
    private static final String INVOICES = """
            SELECT i.id, coalesce(i.child_customer_id, i.customer_id) AS customer_id, i.subscription_id, i.discount_minor, CAST(i.currency AS text) AS currency, CAST(i.coupons AS text) AS coupons,
                CASE WHEN i.replaces_id IS NULL THEN coalesce(i.ordinal, i.sequence) ELSE (
                    WITH RECURSIVE chain AS (
                        SELECT o.id, o.replaces_id, coalesce(o.ordinal, o.sequence) AS ordinal FROM invoices o WHERE o.id = i.replaces_id
                        UNION SELECT o.id, o.replaces_id, coalesce(o.ordinal, o.sequence) FROM chain c JOIN invoices o ON o.id = c.replaces_id)
                    SELECT min(ordinal) FROM chain) END AS ordinal
            FROM invoices i WHERE i.id = ANY (CAST(:invoices AS uuid[]))""";

    private static final String USES = """
            SELECT CAST(u ->> 'id' AS uuid) AS id, coalesce(i.child_customer_id, i.customer_id) AS customer_id, coalesce(i.ordinal, i.sequence) AS ordinal, CAST(replace(u #>> '{amount,amount}', '.', '') AS bigint) AS minor
            FROM (SELECT * FROM invoices WHERE jsonb_typeof(coupons) = 'array' AND replaces_id IS NULL) i
            CROSS JOIN LATERAL jsonb_array_elements(i.coupons) u
            WHERE u ->> 'id' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' AND u #>> '{amount,amount}' ~ '^[0-9]{1,15}([.][0-9]{1,3}){0,1}$'""";

    private static final String USES_OF = USES
            + " AND (i.customer_id = ANY (CAST(:customers AS uuid[])) OR i.child_customer_id = ANY (CAST(:customers AS uuid[])))"
            + " AND coalesce(i.child_customer_id, i.customer_id) = ANY (CAST(:customers AS uuid[])) ORDER BY ordinal";

    private static final String COUNTED = """
            SELECT coalesce(c.id, u.id) AS id, CAST(coalesce(c.uses, 0) AS bigint) AS uses, coalesce(u.uses, 0) AS found,
                coalesce(c.used_minor, 0) AS minor, CASE WHEN c.limit_minor IS NULL THEN 0 ELSE coalesce(u.minor, 0) END AS found_minor
            FROM applied_coupons c FULL JOIN (
                SELECT id, customer_id, count(*) AS uses, CAST(sum(minor) AS bigint) AS minor FROM (%s) u GROUP BY 1, 2) u
                ON u.id = c.id AND u.customer_id = c.customer_id
            WHERE (coalesce(c.uses, -1), coalesce(c.used_minor, 0)) IS DISTINCT FROM
                (CAST(coalesce(u.uses, 0) AS integer), CASE WHEN c.limit_minor IS NULL THEN 0 ELSE coalesce(u.minor, 0) END)
            ORDER BY 1""".formatted(USES);

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * What an invoice says of coupons.
     *
     * @param customerId whose subscription it bills
     * @param ordinal which of the tenant's invoices it was when it was first written
     * @param coupons a document; null for none
     */
    record Stored(
            UUID customerId,
            @Nullable UUID subscriptionId,
            long ordinal,
            Money discount,
            @Nullable String coupons) {}

    /** Invoices by their ids. */
    Map<UUID, Stored> invoices(Collection<UUID> ids) {
        Map<UUID, Stored> stored = new HashMap<>();
        for (Tuple row :
                rows(entityManager.createNativeQuery(INVOICES, Tuple.class).setParameter("invoices", texts(ids)))) {
            stored.put(
                    row.get("id", UUID.class),
                    new Stored(
                            row.get("customer_id", UUID.class),
                            row.get("subscription_id", UUID.class),
                            row.get("ordinal", Number.class).longValue(),
                            new Money(
                                    row.get("discount_minor", Long.class),
                                    Currency.getInstance(row.get("currency", String.class))),
                            row.get("coupons", String.class)));
        }
        return stored;
    }

    /** What was used of customers' coupons with each invoice that used any, by its place among all: it and all before it together. */
    Map<UUID, NavigableMap<Long, HeldCoupon.Used>> uses(Collection<UUID> customers) {
        Map<UUID, NavigableMap<Long, HeldCoupon.Used>> uses = new HashMap<>();
        for (Tuple row : rows(
                entityManager.createNativeQuery(USES_OF, Tuple.class).setParameter("customers", texts(customers)))) {
            NavigableMap<Long, HeldCoupon.Used> of =
                    uses.computeIfAbsent(row.get("id", UUID.class), ignored -> new TreeMap<>());
            HeldCoupon.Used before =
                    of.isEmpty() ? HeldCoupon.Used.NOTHING : of.lastEntry().getValue();
            of.put(row.get("ordinal", Long.class), before.plus(row.get("minor", Long.class)));
        }
        return uses;
    }

    private static final String LIMITS = """
            SELECT c.id, coalesce(CAST(coalesce(c.limit_minor, c.limit_uses) AS text), 'none') AS stored,
                coalesce(CAST(coalesce(l.minor, l.uses) AS text), 'none') AS computed
            FROM applied_coupons c JOIN coupons k ON k.id = c.coupon_id CROSS JOIN LATERAL (
                SELECT CASE k.duration WHEN 'once' THEN k.amount_minor END AS minor,
                    CASE WHEN k.duration = 'once' AND k.discount = 'percent' THEN 1 ELSE k.periods END AS uses) l
            WHERE (c.limit_minor, c.limit_uses) IS DISTINCT FROM (l.minor, l.uses) ORDER BY 1""";

    /** Redeemed coupons that are limited otherwise than their coupons. */
    List<Difference> limits(int most) {
        return rows(entityManager.createNativeQuery(LIMITS, Tuple.class).setMaxResults(most)).stream()
                .map(row -> new Difference(
                        null,
                        null,
                        "limit",
                        row.get("stored", String.class),
                        row.get("computed", String.class),
                        "redeemed coupon " + row.get("id", UUID.class)))
                .toList();
    }

    /** Redeemed coupons that say otherwise than invoices what was used of them. */
    List<Difference> counted(int most) {
        return rows(entityManager.createNativeQuery(COUNTED, Tuple.class).setMaxResults(most)).stream()
                .map(row -> new Difference(
                        null,
                        null,
                        "uses",
                        "%d, of its limit %d".formatted(row.get("uses", Long.class), row.get("minor", Long.class)),
                        "%d, of its limit %d"
                                .formatted(row.get("found", Long.class), row.get("found_minor", Long.class)),
                        "redeemed coupon " + row.get("id", UUID.class)))
                .toList();
    }

    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    @SuppressWarnings("unchecked")
    private static List<Tuple> rows(Query query) {
        return query.getResultList();
    }
}
