package dev.countinghouse.catalog;

import dev.countinghouse.history.RowHistory;
import dev.countinghouse.paging.Listing;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The versions of the current tenant's plans. */
@ApplicationScoped
class PlanVersionRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    Optional<PlanVersion> version(UUID planId, int number) {
        return entityManager
                .createQuery(
                        "SELECT v FROM PlanVersion v WHERE v.plan.id = :plan AND v.number = :number AND v.base IS NULL",
                        PlanVersion.class)
                .setParameter("plan", planId)
                .setParameter("number", number)
                .getResultStream()
                .findFirst();
    }

    /** All published versions of a plan, also those of one subscription alone. */
    List<PlanVersion> all(UUID planId) {
        return entityManager
                .createQuery("SELECT v FROM PlanVersion v WHERE v.plan.id = :plan", PlanVersion.class)
                .setParameter("plan", planId)
                .getResultList();
    }

    /** Published versions of a plan, newest first. */
    Page<PlanVersion> ofPlan(Plan plan, PageRequest page) {
        return Listing.of(entityManager, PlanVersion.class)
                .where("plan", plan)
                .whereGiven("base", false)
                .page(page, PlanVersion::id);
    }

    Optional<PlanDraft> draft(UUID planId) {
        return Optional.ofNullable(entityManager.find(PlanDraft.class, planId));
    }

    /** Of the plans that have one. */
    Map<UUID, PlanDraft> drafts(Collection<UUID> planIds) {
        Map<UUID, PlanDraft> drafts = new HashMap<>();
        if (!planIds.isEmpty()) {
            entityManager
                    .createQuery("SELECT d FROM PlanDraft d WHERE d.planId IN :plans", PlanDraft.class)
                    .setParameter("plans", planIds)
                    .getResultList()
                    .forEach(draft -> drafts.put(draft.planId(), draft));
        }
        return drafts;
    }

    /** Writes at once, so that a revision that was overtaken is refused here, and the new one is known. */
    void flush() {
        entityManager.flush();
    }

    void remove(PlanDraft draft) {
        if (RowHistory.isKept()) {
            entityManager
                    .createNativeQuery(
                            RowHistory.KEEP
                                    + "'plan_drafts', t.xmin, to_jsonb(t) FROM plan_drafts t WHERE t.id = :id FOR NO KEY UPDATE")
                    .setParameter("id", draft.planId())
                    .executeUpdate();
        }
        entityManager.remove(draft);
        entityManager.flush();
    }

    /** Takes a plan away of which nothing was published; the database refuses it for any other. */
    void remove(Plan plan) {
        if (RowHistory.isKept()) {
            entityManager
                    .createNativeQuery(RowHistory.KEEP
                            + "'plans', t.xmin, to_jsonb(t) FROM plans t WHERE t.id = :id FOR NO KEY UPDATE")
                    .setParameter("id", plan.id())
                    .executeUpdate();
        }
        entityManager.remove(plan);
        entityManager.flush();
    }
}
