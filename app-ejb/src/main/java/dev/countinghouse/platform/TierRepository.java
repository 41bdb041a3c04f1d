package dev.countinghouse.platform;

import dev.countinghouse.ids.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.UUID;

/** Which tier a tenant has: rows of {@code public.subscriptions}, one live one a tenant. */
@ApplicationScoped
class TierRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

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
}
