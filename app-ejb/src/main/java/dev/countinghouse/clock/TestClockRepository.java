package dev.countinghouse.clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Optional;

/** Reads the current tenant's test clock from the registry. */
@ApplicationScoped
class TestClockRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    Optional<Instant> find() {
        return entityManager
                .createNativeQuery(
                        "SELECT test_clock FROM public.tenants WHERE schema_name = current_user AND test_clock IS NOT NULL",
                        Instant.class)
                .getResultList()
                .stream()
                .map(Instant.class::cast)
                .findFirst();
    }
}
