package dev.countinghouse.identity;

import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Keys of trusted platforms, as operators may see them: without their secrets. */
@ApplicationScoped
class ProvisioningKeyRepository {

    private static final String KEYS = "SELECT id, external_platform_id, name, created_at, revoked_at, last_used_at"
            + " FROM public.provisioning_keys";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    void insert(UUID id, String externalPlatformId, String name, byte[] sealedSecret) {
        entityManager
                .createNativeQuery(
                        "INSERT INTO public.provisioning_keys (id, external_platform_id, name, sealed_secret)"
                                + " VALUES (:id, :platform, :name, :secret)")
                .setParameter("id", id)
                .setParameter("platform", externalPlatformId)
                .setParameter("name", name)
                .setParameter("secret", sealedSecret)
                .executeUpdate();
    }

    ProvisioningKeyView require(UUID id) {
        return views(entityManager
                        .createNativeQuery(KEYS + " WHERE id = :id", Tuple.class)
                        .setParameter("id", id))
                .stream()
                .findFirst()
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No provisioning key " + id));
    }

    List<ProvisioningKeyView> list(PageRequest page) {
        return views(entityManager
                .createNativeQuery(
                        KEYS + " WHERE (CAST(:after AS uuid) IS NULL OR id < :after) ORDER BY id DESC", Tuple.class)
                .setParameter("after", page.after())
                .setMaxResults(page.limit() + 1));
    }

    void revoke(UUID id) {
        entityManager
                .createNativeQuery(
                        "UPDATE public.provisioning_keys SET revoked_at = now() WHERE id = :id AND revoked_at IS NULL")
                .setParameter("id", id)
                .executeUpdate();
    }

    @SuppressWarnings("unchecked")
    private static List<ProvisioningKeyView> views(Query query) {
        return ((List<Tuple>) query.getResultList())
                .stream()
                        .map(row -> new ProvisioningKeyView(
                                row.get("id", UUID.class),
                                row.get("external_platform_id", String.class),
                                row.get("name", String.class),
                                null,
                                row.get("created_at", Instant.class),
                                row.get("revoked_at", Instant.class),
                                row.get("last_used_at", Instant.class)))
                        .toList();
    }
}
