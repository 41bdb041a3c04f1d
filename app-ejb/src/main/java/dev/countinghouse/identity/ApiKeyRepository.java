package dev.countinghouse.identity;

import dev.countinghouse.paging.Listing;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import java.util.UUID;

/** API keys of the current tenant: row-level security shows no other's. */
@ApplicationScoped
class ApiKeyRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    void add(ApiKey key) {
        entityManager.persist(key);
    }

    ApiKey require(UUID id) {
        return Optional.ofNullable(entityManager.find(ApiKey.class, id))
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No API key " + id));
    }

    /** The key, locked until the transaction ends. */
    ApiKey lock(UUID id) {
        return Optional.ofNullable(entityManager.find(ApiKey.class, id, LockModeType.PESSIMISTIC_WRITE))
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No API key " + id));
    }

    Page<ApiKey> list(PageRequest page) {
        return Listing.of(entityManager, ApiKey.class).page(page, ApiKey::id);
    }
}
