package dev.countinghouse.analytics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.ZoneId;

/** The time zone of the current tenant, whose months are asked for. */
@ApplicationScoped
class ZoneRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    ZoneId find() {
        return ZoneId.of((String) entityManager
                .createNativeQuery("SELECT time_zone FROM public.tenants WHERE schema_name = current_user")
                .getSingleResult());
    }
}
