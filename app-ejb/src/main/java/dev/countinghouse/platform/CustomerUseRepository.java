package dev.countinghouse.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.UUID;

/** What a tenant's books say of a customer that is to be erased. */
@ApplicationScoped
class CustomerUseRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    boolean exists(UUID customerId) {
        return (Boolean) entityManager
                .createNativeQuery("SELECT EXISTS (SELECT FROM customers WHERE id = :id)", Boolean.class)
                .setParameter("id", customerId)
                .getSingleResult();
    }

    boolean isInUse(UUID customerId) {
        return (Boolean) entityManager
                .createNativeQuery("""
                        SELECT EXISTS (SELECT FROM invoices WHERE customer_id = :id AND status IN ('finalized', 'partially_paid'))
                            OR EXISTS (SELECT FROM subscriptions WHERE customer_id = :id AND status IN ('pending', 'incomplete', 'active', 'paused'))
                            OR EXISTS (SELECT FROM customers c WHERE c.parent_customer_id = :id AND (c.erased_at IS NULL OR EXISTS (
                                SELECT FROM subscriptions s WHERE s.customer_id = c.id AND s.status <> 'ended')))
                            OR EXISTS (SELECT FROM credit_balances WHERE customer_id = :id AND amount_minor > 0)
                            OR EXISTS (SELECT FROM wallet_top_ups t JOIN wallets w ON w.id = t.wallet_id
                                WHERE w.customer_id = :id AND t.left_minor > 0)
                            OR EXISTS (SELECT FROM wallet_top_up_rules r JOIN wallets w ON w.id = r.wallet_id
                                WHERE w.customer_id = :id AND r.ended_at IS NULL)""", Boolean.class)
                .setParameter("id", customerId)
                .getSingleResult();
    }
}
