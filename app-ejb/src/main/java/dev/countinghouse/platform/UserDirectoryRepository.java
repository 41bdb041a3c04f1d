package dev.countinghouse.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Users, as far as ch_identity may see them. */
@ApplicationScoped
class UserDirectoryRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    Optional<UUID> find(String email) {
        @SuppressWarnings("unchecked")
        List<UUID> ids = entityManager
                .createNativeQuery("SELECT id FROM public.users WHERE email = :email AND status = 'active'", UUID.class)
                .setParameter("email", email)
                .getResultList();
        return ids.stream().findFirst();
    }
}
