package dev.countinghouse.payments;

import dev.countinghouse.paging.Listing;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Payments of the current tenant. */
@ApplicationScoped
class PaymentRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Written at once, so that a reference used twice is refused here and not at the commit. */
    void add(Payment payment) {
        entityManager.persist(payment);
        entityManager.flush();
    }

    Payment require(UUID id) {
        return Optional.ofNullable(entityManager.find(Payment.class, id))
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No payment " + id));
    }

    /** Whose account at the gateway a payment came through. */
    Optional<String> accountOf(UUID id) {
        return entityManager
                .createQuery(
                        "SELECT a.account FROM PaymentAttempt a WHERE a.paymentId = :id"
                                + " UNION ALL SELECT l.account FROM PaymentLink l WHERE l.paymentId = :id",
                        String.class)
                .setParameter("id", id)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** What came in for an invoice through an account, newest first. */
    List<Payment> through(String account, UUID invoiceId) {
        return entityManager
                .createQuery(
                        "SELECT p FROM Payment p WHERE p.invoiceId = :invoice AND p.gateway <> 'manual' AND"
                                + " (p.id IN (SELECT a.paymentId FROM PaymentAttempt a WHERE a.invoiceId = :invoice"
                                + " AND a.account = :account) OR p.id IN (SELECT l.paymentId FROM PaymentLink l"
                                + " WHERE l.invoiceId = :invoice AND l.account = :account)) ORDER BY p.id DESC",
                        Payment.class)
                .setParameter("invoice", invoiceId)
                .setParameter("account", account)
                .getResultList();
    }

    /** The payment that a gateway calls so. */
    Optional<UUID> booked(String reference) {
        return entityManager
                .createQuery(
                        "SELECT p.id FROM Payment p WHERE p.gateway = 'stripe' AND p.reference = :reference",
                        UUID.class)
                .setParameter("reference", reference)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** The payment of an invoice that somebody has recorded by hand under a reference. */
    Optional<UUID> recorded(UUID invoiceId, String reference) {
        return entityManager
                .createQuery(
                        "SELECT p.id FROM Payment p WHERE p.invoiceId = :invoice AND p.gateway = 'manual'"
                                + " AND p.reference = :reference",
                        UUID.class)
                .setParameter("invoice", invoiceId)
                .setParameter("reference", reference)
                .getResultList()
                .stream()
                .findFirst();
    }

    Page<Payment> list(@Nullable UUID invoiceId, @Nullable UUID customerId, PageRequest page) {
        return Listing.of(entityManager, Payment.class)
                .where("invoiceId", invoiceId)
                .where("customerId", customerId)
                .page(page, Payment::id);
    }
}
