package dev.countinghouse.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Active users across tenants, as ch_identity may see and change them. */
@ApplicationScoped
class AccountRepository {

    private static final String ACTIVE = "SELECT id, email, name, password_hash, email_verified_at FROM public.users"
            + " WHERE status = 'active' AND ";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    Optional<Account> byEmail(String email) {
        return one(entityManager
                .createNativeQuery(ACTIVE + "email = :email", Tuple.class)
                .setParameter("email", email));
    }

    Optional<Account> byId(UUID id) {
        return one(entityManager
                .createNativeQuery(ACTIVE + "id = :id", Tuple.class)
                .setParameter("id", id));
    }

    /** Sets a hash in place of another; false when the hash is no longer the one given. */
    boolean replaceHash(UUID id, String before, String hash) {
        return entityManager
                        .createNativeQuery("UPDATE public.users SET password_hash = :hash, version = version + 1"
                                + " WHERE id = :id AND password_hash = :before AND status = 'active'")
                        .setParameter("hash", hash)
                        .setParameter("id", id)
                        .setParameter("before", before)
                        .executeUpdate()
                == 1;
    }

    /** Notes that the address is the user's; nothing when it was noted before or is another one now. */
    void verify(UUID id, String email, Instant now) {
        entityManager
                .createNativeQuery("UPDATE public.users SET email_verified_at = :now, version = version + 1"
                        + " WHERE id = :id AND email = :email AND email_verified_at IS NULL")
                .setParameter("now", now)
                .setParameter("id", id)
                .setParameter("email", email)
                .executeUpdate();
    }

    @SuppressWarnings("unchecked")
    private static Optional<Account> one(Query query) {
        return ((List<Tuple>) query.getResultList())
                .stream()
                        .findFirst()
                        .map(row -> new Account(
                                row.get("id", UUID.class),
                                row.get("email", String.class),
                                row.get("name", String.class),
                                row.get("password_hash", String.class),
                                row.get("email_verified_at", Instant.class)));
    }
}
