package dev.countinghouse.invoicing;

import dev.countinghouse.paging.Listing;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Credit notes of the current tenant. */
@ApplicationScoped
class CreditNoteRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Written at once, so that what the database refuses is refused here and not at the commit. */
    void add(CreditNote note, List<CreditNoteLine> lines) {
        entityManager.persist(note);
        lines.forEach(entityManager::persist);
        entityManager.flush();
    }

    CreditNote require(UUID id) {
        return Optional.ofNullable(entityManager.find(CreditNote.class, id))
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No credit note " + id));
    }

    Page<CreditNote> list(
            @Nullable UUID invoiceId, @Nullable UUID customerId, @Nullable String legalEntity, PageRequest page) {
        return Listing.of(entityManager, CreditNote.class)
                .where("invoiceId", invoiceId)
                .where("customerId", customerId)
                .where("legalEntity", legalEntity)
                .page(page, CreditNote::id);
    }

    /** Their lines, in order. */
    List<CreditNoteLine> lines(Collection<UUID> creditNoteIds) {
        if (creditNoteIds.isEmpty()) {
            return List.of();
        }
        return entityManager
                .createQuery(
                        "SELECT l FROM CreditNoteLine l WHERE l.creditNoteId IN :ids ORDER BY l.creditNoteId, l.position",
                        CreditNoteLine.class)
                .setParameter("ids", creditNoteIds)
                .getResultList();
    }

    /** All lines of credit notes of an invoice. */
    List<CreditNoteLine> linesOfInvoice(UUID invoiceId) {
        return entityManager
                .createQuery(
                        "SELECT l FROM CreditNoteLine l JOIN CreditNote n ON n.id = l.creditNoteId WHERE n.invoiceId = :id",
                        CreditNoteLine.class)
                .setParameter("id", invoiceId)
                .getResultList();
    }
}
