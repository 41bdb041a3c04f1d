package dev.countinghouse.clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the current tenant's test clock from the registry. */
@ApplicationScoped
class TestClockRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Asked by nearly every transaction. As a tuple, because Hibernate remembers no plan of a query for a plain instant. */
    Optional<Instant> find() {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT test_clock FROM public.tenants WHERE schema_name = current_user AND test_clock IS NOT NULL",
                        Tuple.class)
                .getResultList();
        return rows.stream().map(row -> row.get("test_clock", Instant.class)).findFirst();
    }
}
