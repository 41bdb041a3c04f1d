package dev.countinghouse.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Whom providers know by which subject, and users that are made of that. */
@ApplicationScoped
class SsoIdentityRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Somebody as a provider knows him, at one tenant. */
    record Subject(UUID tenantId, String issuer, String subject) {}

    /** The user of a subject, noting that he is here. */
    Optional<UUID> meet(Subject subject, Instant now) {
        @SuppressWarnings("unchecked")
        List<UUID> users = entityManager
                .createNativeQuery(
                        "UPDATE public.sso_identities SET last_login_at = :now WHERE tenant_id = :tenant"
                                + " AND issuer = :issuer AND subject = :subject RETURNING user_id",
                        UUID.class)
                .setParameter("now", now)
                .setParameter("tenant", subject.tenantId())
                .setParameter("issuer", subject.issuer())
                .setParameter("subject", subject.subject())
                .getResultList();
        return users.stream().findFirst();
    }

    /** False when another subject of the provider is the user's. */
    boolean link(Subject subject, UUID userId, Instant now) {
        return entityManager
                        .createNativeQuery("INSERT INTO public.sso_identities (tenant_id, issuer, subject, user_id,"
                                + " created_at, last_login_at) VALUES (:tenant, :issuer, :subject, :user, :now, :now)"
                                + " ON CONFLICT DO NOTHING")
                        .setParameter("tenant", subject.tenantId())
                        .setParameter("issuer", subject.issuer())
                        .setParameter("subject", subject.subject())
                        .setParameter("user", userId)
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    /** False when the address is somebody's. That it is the new user's he has not shown to us, only to a tenant's provider. */
    boolean add(UUID userId, String email, String name, String passwordHash) {
        return entityManager
                        .createNativeQuery("INSERT INTO public.users (id, email, name, password_hash)"
                                + " VALUES (:id, :email, :name, :hash) ON CONFLICT (email) DO NOTHING")
                        .setParameter("id", userId)
                        .setParameter("email", email)
                        .setParameter("name", name)
                        .setParameter("hash", passwordHash)
                        .executeUpdate()
                == 1;
    }

    /** Whether there is a user of an address, disabled or not. */
    boolean isTaken(String email) {
        return (Boolean) entityManager
                .createNativeQuery("SELECT EXISTS (SELECT FROM public.users WHERE email = :email)", Boolean.class)
                .setParameter("email", email)
                .getSingleResult();
    }
}
