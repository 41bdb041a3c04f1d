package dev.countinghouse.archviolations.statements;

import jakarta.persistence.EntityManager;
import org.jspecify.annotations.Nullable;

/** Where statements stand. */
class GoodRepository {

    @Nullable
    EntityManager entityManager;

    Runnable flush() {
        return new Runnable() {
            @Override
            public void run() {
                if (entityManager != null) {
                    entityManager.flush();
                }
            }
        };
    }
}
