package dev.countinghouse.payments;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Payment methods of the current tenant's customers. */
@ApplicationScoped
class PaymentMethodRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Holds a customer's payment methods until the transaction's end: changes of which is the default come one after the other. */
    void hold(UUID customerId) {
        entityManager
                .createNativeQuery("SELECT id FROM customers WHERE id = :id FOR NO KEY UPDATE")
                .setParameter("id", customerId)
                .getResultList();
    }

    void add(PaymentMethod method) {
        entityManager.persist(method);
        entityManager.flush();
    }

    /** Writes what was changed, so that the one that is default no more gives way first. */
    void flush() {
        entityManager.flush();
    }

    Optional<PaymentMethod> find(UUID id) {
        return Optional.ofNullable(entityManager.find(PaymentMethod.class, id));
    }

    /** @throws BillingException NOT_FOUND when the customer has no such method, or it was detached */
    PaymentMethod require(UUID customerId, UUID id) {
        return find(id).filter(method -> method.customerId().equals(customerId) && method.isAttached())
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No payment method " + id));
    }

    /** All that are attached, oldest first. */
    List<PaymentMethod> attached(UUID customerId) {
        return entityManager
                .createQuery(
                        "SELECT m FROM PaymentMethod m WHERE m.customerId = :customer AND m.detachedAt IS NULL ORDER BY m.id",
                        PaymentMethod.class)
                .setParameter("customer", customerId)
                .getResultList();
    }

    Optional<PaymentMethod> byReference(String account, String reference) {
        return entityManager
                .createQuery(
                        "SELECT m FROM PaymentMethod m WHERE m.gateway = 'stripe' AND m.account = :account"
                                + " AND m.reference = :reference",
                        PaymentMethod.class)
                .setParameter("account", account)
                .setParameter("reference", reference)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** What the account calls a customer, by the methods that he has or had. */
    Optional<String> gatewayCustomer(String account, UUID customerId) {
        return entityManager
                .createQuery(
                        "SELECT m.gatewayCustomer FROM PaymentMethod m WHERE m.customerId = :customer AND m.account = :account"
                                + " AND m.gatewayCustomer <> 'erased' ORDER BY m.id DESC",
                        String.class)
                .setParameter("customer", customerId)
                .setParameter("account", account)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst();
    }
}
