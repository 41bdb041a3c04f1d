package dev.countinghouse.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.UUID;

/** Second factors of the current tenant's members, without their secrets: row-level security shows no others. */
@ApplicationScoped
class MemberFactorRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Takes a member's away, with its recovery codes and challenges; whether one was in force. */
    boolean delete(UUID userId) {
        @SuppressWarnings("unchecked")
        List<Boolean> confirmed = entityManager
                .createNativeQuery(
                        "DELETE FROM public.second_factors WHERE user_id = :user RETURNING confirmed_at IS NOT NULL",
                        Boolean.class)
                .setParameter("user", userId)
                .getResultList();
        return confirmed.contains(true);
    }
}
