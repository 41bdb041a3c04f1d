package dev.countinghouse.incontainer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Asks the database through the product's own persistence unit, and so goes into the product's module. */
@ApplicationScoped
public class DatabaseProbe {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Who the transaction is, and where it looks for tables. */
    public String whereAmI() {
        return (String) entityManager
                .createNativeQuery(
                        "SELECT concat_ws(' ', session_user, current_user, current_schema(), current_setting('search_path'))",
                        String.class)
                .getSingleResult();
    }

    /** Executes a statement and tells how many rows it changed. */
    public int execute(String sql) {
        return entityManager.createNativeQuery(sql).executeUpdate();
    }
}
