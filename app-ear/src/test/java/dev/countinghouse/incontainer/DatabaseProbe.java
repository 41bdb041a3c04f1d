package dev.countinghouse.incontainer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceUnit;
import java.sql.SQLException;
import java.util.List;
import org.hibernate.Session;

/** Asks the database through the product's own persistence unit, and so goes into the product's module. */
@ApplicationScoped
public class DatabaseProbe {

    private static final String WHERE_AM_I =
            "SELECT concat_ws(' ', session_user, current_user, current_schema(), current_setting('search_path'))";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    @PersistenceUnit(unitName = "countinghouse")
    EntityManagerFactory factory;

    /** Who the transaction is, and where it looks for tables. */
    public String whereAmI() {
        return (String)
                entityManager.createNativeQuery(WHERE_AM_I, String.class).getSingleResult();
    }

    /** The same, asked in a second session of the transaction. */
    public String whereAmIInAnotherSession() {
        try (EntityManager another = factory.createEntityManager()) {
            return (String) another.createNativeQuery(WHERE_AM_I, String.class).getSingleResult();
        }
    }

    /** Executes a statement and tells how many rows it changed. */
    public int execute(String sql) {
        return entityManager.createNativeQuery(sql).executeUpdate();
    }

    /** The rows of a query with one column of text. */
    @SuppressWarnings("unchecked")
    public List<String> read(String sql) {
        return entityManager.createNativeQuery(sql, String.class).getResultList();
    }

    /** The customers of a name, which is a parameter of the query. */
    @SuppressWarnings("unchecked")
    public List<String> customersNamed(String name) {
        return entityManager
                .createNativeQuery("SELECT name FROM customers WHERE name = :name", String.class)
                .setParameter("name", name)
                .getResultList();
    }

    /** Executes a statement past everything that looks at statements. */
    public void executeUnseen(String sql) {
        entityManager.unwrap(Session.class).doWork(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        });
    }

    /** Goes back to a savepoint after an error, and on with the transaction. The server's own way to savepoints is closed. */
    public void failAndGoBackToASavepoint() {
        entityManager.unwrap(Session.class).doWork(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("SAVEPOINT before");
                try {
                    statement.execute("SELECT 1 / 0");
                } catch (SQLException expected) {
                    statement.execute("ROLLBACK TO SAVEPOINT before");
                }
            }
        });
    }
}
