package dev.countinghouse.platform;

import dev.countinghouse.tenancy.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which tenants are stores of other platforms. ch_identity sees all of them, a tenant its own. */
@ApplicationScoped
class ProvisioningRepository {

    private static final String OWN =
            "SELECT p.external_platform_id, p.external_store_id, p.api_key_id FROM public.provisionings p";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * The tenant's own place.
     *
     * @param apiKeyId null before the platform was given a key
     */
    record Own(
            String externalPlatformId,
            String externalStoreId,
            @Nullable UUID apiKeyId) {}

    Optional<KnownStore> find(String platform, String store) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("SELECT t.status, " + Tenant.COLUMNS + """
                         FROM public.provisionings p JOIN public.tenants t ON t.id = p.tenant_id
                        WHERE p.external_platform_id = :platform AND p.external_store_id = :store""", Tuple.class)
                .setParameter("platform", platform)
                .setParameter("store", store)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new KnownStore(Tenant.of(row), "active".equals(row.get("status", String.class))));
    }

    /** The body's hash of the request that used an idempotency key. */
    Optional<byte[]> requestOf(String platform, String idempotencyKey) {
        @SuppressWarnings("unchecked")
        List<byte[]> hashes = entityManager
                .createNativeQuery(
                        "SELECT request_hash FROM public.provisionings"
                                + " WHERE external_platform_id = :platform AND idempotency_key = :key",
                        byte[].class)
                .setParameter("platform", platform)
                .setParameter("key", idempotencyKey)
                .getResultList();
        return hashes.stream().findFirst();
    }

    /** The active user of an address, if he owns a tenant that the platform made. */
    Optional<UUID> owner(String platform, String email) {
        @SuppressWarnings("unchecked")
        List<UUID> users = entityManager
                .createNativeQuery("""
                        SELECT u.id FROM public.users u WHERE u.email = :email AND u.status = 'active' AND EXISTS (
                            SELECT FROM public.memberships m JOIN public.provisionings p ON p.tenant_id = m.tenant_id
                            WHERE m.user_id = u.id AND m.role = 'owner' AND p.external_platform_id = :platform)""", UUID.class)
                .setParameter("email", email)
                .setParameter("platform", platform)
                .getResultList();
        return users.stream().findFirst();
    }

    /** The current tenant's; empty when no platform made it. */
    Optional<Own> own() {
        return own(entityManager.createNativeQuery(OWN, Tuple.class));
    }

    /** The same; nobody else gives the platform a key until the transaction ends. */
    Optional<Own> lockOwn() {
        return own(entityManager.createNativeQuery(OWN + " FOR UPDATE OF p", Tuple.class));
    }

    @SuppressWarnings("unchecked")
    private static Optional<Own> own(Query query) {
        return ((List<Tuple>) query.getResultList())
                .stream()
                        .findFirst()
                        .map(row -> new Own(
                                row.get("external_platform_id", String.class),
                                row.get("external_store_id", String.class),
                                row.get("api_key_id", UUID.class)));
    }

    void setKey(UUID apiKeyId) {
        entityManager.flush(); // the key is there before it is named
        entityManager
                .createNativeQuery("UPDATE public.provisionings SET api_key_id = :key")
                .setParameter("key", apiKeyId)
                .executeUpdate();
    }
}
