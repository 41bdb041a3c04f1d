package dev.countinghouse.payments;

import dev.countinghouse.paging.Listing;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
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

    /** Whether there is a payment that a gateway calls so. */
    boolean isBooked(String reference) {
        return entityManager
                        .createQuery(
                                "SELECT count(p) FROM Payment p WHERE p.gateway <> 'manual' AND p.reference = :reference",
                                Long.class)
                        .setParameter("reference", reference)
                        .getSingleResult()
                > 0;
    }

    Page<Payment> list(@Nullable UUID invoiceId, @Nullable UUID customerId, PageRequest page) {
        return Listing.of(entityManager, Payment.class)
                .where("invoiceId", invoiceId)
                .where("customerId", customerId)
                .page(page, Payment::id);
    }
}
