package dev.countinghouse.legalentity;

import dev.countinghouse.history.RowHistory;
import dev.countinghouse.paging.Listing;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Legal entities of the current tenant. */
@ApplicationScoped
class LegalEntityRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Written at once, so that a taken code is refused here and not at the commit. */
    void add(LegalEntity entity) {
        entityManager.persist(entity);
        entityManager.flush();
    }

    void flush() {
        entityManager.flush();
    }

    LegalEntity require(UUID id) {
        return Optional.ofNullable(entityManager.find(LegalEntity.class, id))
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No legal entity " + id));
    }

    Page<LegalEntity> list(LegalEntityFilter filter, PageRequest page) {
        return Listing.of(entityManager, LegalEntity.class)
                .where("code", filter.code())
                .where("externalId", filter.externalId())
                .whereGiven("archivedAt", filter.archived())
                .page(page, LegalEntity::id);
    }

    /** Raises the version of one whose row does not change: its metadata, which lies elsewhere, does. */
    void advance(LegalEntity entity) {
        if (RowHistory.isKept()) { // such a lock is no update that a listener hears of
            entityManager
                    .createNativeQuery(
                            RowHistory.KEEP
                                    + "'legal_entities', e.xmin, to_jsonb(e) FROM legal_entities e WHERE e.id = :id FOR NO KEY UPDATE")
                    .setParameter("id", entity.id())
                    .executeUpdate();
        }
        entityManager.lock(entity, LockModeType.PESSIMISTIC_FORCE_INCREMENT);
    }

    boolean isOpen(String code) {
        return (Boolean) entityManager
                .createNativeQuery("SELECT EXISTS (SELECT FROM legal_entities WHERE open_code = :code)", Boolean.class)
                .setParameter("code", code)
                .getSingleResult();
    }

    /** Sellers as documents, without what they leave out, by the codes of their legal entities. */
    Map<String, String> sellers(Collection<String> codes) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT code, CAST(jsonb_strip_nulls(seller) AS text) AS seller FROM legal_entities WHERE code = ANY (:codes)",
                        Tuple.class)
                .setParameter("codes", codes.toArray(String[]::new))
                .getResultList();
        Map<String, String> sellers = new HashMap<>();
        rows.forEach(row -> sellers.put(row.get("code", String.class), row.get("seller", String.class)));
        return sellers;
    }
}
