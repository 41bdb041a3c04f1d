package dev.countinghouse.identity;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Roles of the current tenant's own: row-level security shows no others. */
@ApplicationScoped
class RoleRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    void add(OwnRole role) {
        entityManager.persist(role);
        entityManager.flush();
    }

    OwnRole require(UUID id) {
        return Optional.ofNullable(entityManager.find(OwnRole.class, id))
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No role " + id));
    }

    /** In the order of their codes; {@code most} at most. */
    List<OwnRole> list(int most) {
        return entityManager
                .createQuery("SELECT r FROM OwnRole r ORDER BY r.code", OwnRole.class)
                .setMaxResults(most)
                .getResultList();
    }

    /** What a name allows, built-in or own. */
    Optional<GrantedRole> find(String code) {
        return find(code, LockModeType.NONE);
    }

    /** The same, to be given to somebody: it stays as it is until the transaction ends. */
    Optional<GrantedRole> findToGive(String code) {
        return find(code, LockModeType.PESSIMISTIC_READ);
    }

    private Optional<GrantedRole> find(String code, LockModeType lock) {
        return Role.of(code).isPresent()
                ? Optional.of(GrantedRole.of(code, null))
                : entityManager
                        .createQuery("SELECT r FROM OwnRole r WHERE r.code = :code", OwnRole.class)
                        .setParameter("code", code)
                        .setLockMode(lock)
                        .getResultList()
                        .stream()
                        .findFirst()
                        .map(role -> new GrantedRole(code, role.permissions()));
    }

    void flush() {
        entityManager.flush();
    }

    /** Refused by the database while somebody has it. */
    void remove(OwnRole role) {
        entityManager.remove(role);
        entityManager.flush();
    }
}
