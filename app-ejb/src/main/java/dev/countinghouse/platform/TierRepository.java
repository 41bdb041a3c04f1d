package dev.countinghouse.platform;

import dev.countinghouse.ids.Ids;
import dev.countinghouse.json.Json;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.TenantLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tiers, rows of {@code public.plans}, and which one a tenant has: rows of {@code public.subscriptions}, one live one a
 * tenant.
 */
@ApplicationScoped
class TierRepository {

    private static final String SELECT = """
            SELECT p.id, p.code, p.name, p.price_minor, CAST(p.currency AS text) AS currency,
                   CAST(p.limits AS text) AS limits, p.version, p.created_at,
                   (SELECT count(*) FROM public.subscriptions s JOIN public.tenants t ON t.id = s.tenant_id
                    WHERE s.plan_id = p.id AND s.status <> 'canceled' AND t.status <> 'erased') AS tenants
            FROM public.plans p
            """;

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** One more than the page holds when there are more. */
    List<TierView> list(PageRequest page) {
        return list(entityManager
                .createNativeQuery(
                        SELECT + "WHERE CAST(:after AS uuid) IS NULL OR p.id < :after ORDER BY p.id DESC", Tuple.class)
                .setParameter("after", page.after())
                .setMaxResults(page.limit() + 1));
    }

    TierView require(String code) {
        return list(entityManager
                        .createNativeQuery(SELECT + "WHERE p.code = :code", Tuple.class)
                        .setParameter("code", code))
                .stream()
                .findFirst()
                .orElseThrow(() -> notFound(code));
    }

    /** Locks the tier's row until the commit. */
    void lock(String code) {
        boolean none = entityManager
                .createNativeQuery("SELECT id FROM public.plans WHERE code = :code FOR UPDATE", UUID.class)
                .setParameter("code", code)
                .getResultList()
                .isEmpty();
        if (none) {
            throw notFound(code);
        }
    }

    /** False when the code is taken. */
    boolean insert(UUID id, String code, String name, Money price, Map<String, Integer> limits) {
        return entityManager
                        .createNativeQuery("""
                                INSERT INTO public.plans (id, code, name, price_minor, currency, limits)
                                VALUES (:id, :code, :name, :price, :currency, CAST(:limits AS jsonb))
                                ON CONFLICT (code) DO NOTHING""")
                        .setParameter("id", id)
                        .setParameter("code", code)
                        .setParameter("name", name)
                        .setParameter("price", price.minor())
                        .setParameter("currency", price.currency().getCurrencyCode())
                        .setParameter("limits", Json.write(limits))
                        .executeUpdate()
                == 1;
    }

    /** Null leaves a value as it is. */
    void update(UUID id, @Nullable String name, @Nullable Money price, @Nullable Map<String, Integer> limits) {
        entityManager
                .createNativeQuery(
                        "UPDATE public.plans SET version = version + 1, name = coalesce(CAST(:name AS text), name),"
                                + " price_minor = coalesce(CAST(:price AS bigint), price_minor),"
                                + " currency = coalesce(CAST(:currency AS text), currency),"
                                + " limits = coalesce(CAST(:limits AS jsonb), limits) WHERE id = :id")
                .setParameter("name", name)
                .setParameter("price", price == null ? null : price.minor())
                .setParameter(
                        "currency", price == null ? null : price.currency().getCurrencyCode())
                .setParameter("limits", limits == null ? null : Json.write(limits))
                .setParameter("id", id)
                .executeUpdate();
    }

    /** Ends the tier before and begins the one of a code; false when there is no such tier, and nothing has changed. */
    boolean change(UUID tenantId, String code) {
        boolean known = (Boolean) entityManager
                .createNativeQuery("SELECT EXISTS (SELECT FROM public.plans WHERE code = :code)", Boolean.class)
                .setParameter("code", code)
                .getSingleResult();
        if (!known) {
            return false;
        }
        entityManager
                .createNativeQuery("UPDATE public.subscriptions SET status = 'canceled'"
                        + " WHERE tenant_id = :tenant AND status <> 'canceled'")
                .setParameter("tenant", tenantId)
                .executeUpdate();
        entityManager
                .createNativeQuery("INSERT INTO public.subscriptions (id, tenant_id, plan_id, status)"
                        + " SELECT :id, :tenant, p.id, 'active' FROM public.plans p WHERE p.code = :code")
                .setParameter("id", Ids.next())
                .setParameter("tenant", tenantId)
                .setParameter("code", code)
                .executeUpdate();
        return true;
    }

    private static BillingException notFound(String code) {
        return new BillingException(ProblemType.NOT_FOUND, "No tier " + code);
    }

    @SuppressWarnings("unchecked")
    private static List<TierView> list(Query query) {
        return ((List<Tuple>) query.getResultList())
                .stream().map(TierRepository::view).toList();
    }

    private static TierView view(Tuple row) {
        String limits = row.get("limits", String.class);
        Currency currency = Currency.getInstance(row.get("currency", String.class));
        return new TierView(
                row.get("id", UUID.class),
                row.get("code", String.class),
                row.get("name", String.class),
                MoneyView.of(new Money(row.get("price_minor", Long.class), currency)),
                Json.readObject(limits),
                TenantLimits.read(limits),
                row.get("tenants", Long.class),
                row.get("version", Integer.class),
                row.get("created_at", Instant.class));
    }
}
