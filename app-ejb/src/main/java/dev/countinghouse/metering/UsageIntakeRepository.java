package dev.countinghouse.metering;

import dev.countinghouse.paging.Listing;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Imports on their way, and refused events. */
@ApplicationScoped
class UsageIntakeRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * An event that was refused.
     *
     * @param fingerprint of what was sent
     */
    record Refused(
            UUID id,
            byte[] fingerprint,
            @Nullable UUID importId,
            @Nullable Long line,
            String event,
            String field,
            String code,
            String message,
            Instant receivedAt) {}

    void add(UsageImportRecord started) {
        entityManager.persist(started);
    }

    UsageImportRecord requireImport(UUID id) {
        return require(UsageImportRecord.class, id, "import");
    }

    UsageError requireError(UUID id) {
        return require(UsageError.class, id, "usage error");
    }

    private <E> E require(Class<E> type, UUID id, String name) {
        return Optional.ofNullable(entityManager.find(type, id))
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No " + name + " " + id));
    }

    Page<UsageImportRecord> imports(PageRequest page) {
        return Listing.of(entityManager, UsageImportRecord.class).page(page, UsageImportRecord::id);
    }

    Page<UsageError> errors(UsageErrors.Filter filter, PageRequest page) {
        return Listing.of(entityManager, UsageError.class)
                .where("state", filter.state())
                .where("code", filter.code())
                .where("importId", filter.importId())
                .page(page, UsageError::id);
    }

    /** Open ones, oldest first, locked until the end of the transaction; those another request works on are passed over. */
    List<UsageError> open(UsageErrors.Filter filter, UUID after, int most) {
        return entityManager
                .createQuery(
                        "SELECT e FROM UsageError e WHERE e.state = :open AND e.id > :after"
                                + " AND (:code IS NULL OR e.code = :code) AND (:import IS NULL OR e.importId = :import)"
                                + " ORDER BY e.id",
                        UsageError.class)
                .setParameter("open", UsageErrorView.State.OPEN)
                .setParameter("after", after)
                .setParameter("code", filter.code())
                .setParameter("import", filter.importId())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .setHint("jakarta.persistence.lock.timeout", -2) // skip locked
                .setMaxResults(most)
                .getResultList();
    }

    /** Keeps refused events; one that is open already is not kept twice. */
    void keep(List<Refused> refused) {
        entityManager
                .createNativeQuery("""
                        INSERT INTO usage_errors (id, fingerprint, import_id, line, event, field, code, message, state, received_at)
                        SELECT u.id, decode(u.fingerprint, 'hex'), u.import_id, u.line, u.event, u.field, u.code, u.message, 'open', u.at
                        FROM unnest(CAST(:ids AS uuid[]), CAST(:fingerprints AS text[]), CAST(:imports AS uuid[]), CAST(:lines AS bigint[]),
                                    CAST(:events AS jsonb[]), CAST(:fields AS text[]), CAST(:codes AS text[]), CAST(:messages AS text[]),
                                    CAST(:times AS timestamptz[]))
                            AS u (id, fingerprint, import_id, line, event, field, code, message, at)
                        ON CONFLICT (fingerprint) WHERE state = 'open' DO NOTHING""")
                .setParameter("ids", texts(refused, Refused::id))
                .setParameter(
                        "fingerprints", texts(refused, one -> HexFormat.of().formatHex(one.fingerprint())))
                .setParameter("imports", texts(refused, Refused::importId))
                .setParameter("lines", texts(refused, Refused::line))
                .setParameter("events", texts(refused, Refused::event))
                .setParameter("fields", texts(refused, Refused::field))
                .setParameter("codes", texts(refused, Refused::code))
                .setParameter("messages", texts(refused, Refused::message))
                .setParameter("times", texts(refused, Refused::receivedAt))
                .executeUpdate();
    }

    private static @Nullable String[] texts(List<Refused> refused, Function<Refused, @Nullable Object> value) {
        return refused.stream()
                .map(value)
                .map(object -> object == null ? null : object.toString())
                .toArray(String[]::new);
    }
}
