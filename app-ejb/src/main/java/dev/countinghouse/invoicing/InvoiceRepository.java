package dev.countinghouse.invoicing;

import dev.countinghouse.paging.Listing;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finalized invoices of the current tenant. */
@ApplicationScoped
class InvoiceRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    Invoice require(UUID id) {
        return require(id, LockModeType.NONE);
    }

    /** The invoice, locked: settlements happen one after the other. */
    Invoice lock(UUID id) {
        return require(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Writes what was changed, so that its version is the new one. */
    void flush() {
        entityManager.flush();
    }

    private Invoice require(UUID id, LockModeType lock) {
        return Optional.ofNullable(entityManager.find(Invoice.class, id, lock)).orElseThrow(() -> notFound(id));
    }

    /** The transaction that wrote the invoice's row as it is now: another one as soon as anything of the row was changed. */
    String requireWriter(UUID id) {
        List<?> found = entityManager
                .createNativeQuery("SELECT CAST(xmin AS text) FROM invoices WHERE id = :id")
                .setParameter("id", id)
                .getResultList();
        if (found.isEmpty()) {
            throw notFound(id);
        }
        return (String) found.getFirst();
    }

    private static BillingException notFound(UUID id) {
        return new BillingException(ProblemType.NOT_FOUND, "No invoice " + id);
    }

    Page<Invoice> list(InvoiceFilter filter, PageRequest page) {
        return Listing.of(entityManager, Invoice.class)
                .where("customerId", filter.customerId())
                .where("subscriptionId", filter.subscriptionId())
                .where("status", filter.status())
                .where("number", filter.number())
                .where("legalEntity", filter.legalEntity())
                .page(page, Invoice::id);
    }

    List<InvoiceLine> lines(Collection<UUID> invoiceIds) {
        if (invoiceIds.isEmpty()) {
            return List.of();
        }
        return entityManager
                .createQuery(
                        "SELECT l FROM InvoiceLine l WHERE l.invoiceId IN :ids ORDER BY l.invoiceId, l.position",
                        InvoiceLine.class)
                .setParameter("ids", invoiceIds)
                .getResultList();
    }
}
