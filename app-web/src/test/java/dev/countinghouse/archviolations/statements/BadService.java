package dev.countinghouse.archviolations.statements;

import jakarta.persistence.EntityManager;
import org.jspecify.annotations.Nullable;

/** A service with statements of its own. */
public class BadService {

    @Nullable
    EntityManager entityManager;
}
