package dev.countinghouse.payments;

import dev.countinghouse.paging.Listing;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.payments.domain.RefundStatus;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Refunds of the current tenant. */
@ApplicationScoped
class RefundRepository {

    private static final List<RefundStatus> OPEN = List.of(RefundStatus.PENDING, RefundStatus.UNKNOWN);

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Written at once, so that what the database refuses is refused here and not at the commit. */
    void add(Refund refund) {
        entityManager.persist(refund);
        entityManager.flush();
    }

    /** Writes what was changed, so that its version is the new one. */
    void flush() {
        entityManager.flush();
    }

    Refund require(UUID id) {
        return Optional.ofNullable(entityManager.find(Refund.class, id))
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No refund " + id));
    }

    /** The refund, locked and as the database has it; it must not have been read before in the same transaction. */
    Refund lock(UUID id) {
        return Objects.requireNonNull(
                entityManager.find(Refund.class, id, LockModeType.PESSIMISTIC_WRITE), "no refund " + id);
    }

    /** The same while something is to be asked of it; empty when nothing is, or there is none. */
    Optional<Refund> lockExpected(UUID id) {
        return entityManager
                .createQuery("SELECT r FROM Refund r WHERE r.id = :id AND r.nextCheckAt IS NOT NULL", Refund.class)
                .setParameter("id", id)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** The invoice of a refund, without reading the refund; empty without such a refund. */
    Optional<UUID> invoiceOf(UUID id) {
        return entityManager
                .createQuery("SELECT r.invoiceId FROM Refund r WHERE r.id = :id", UUID.class)
                .setParameter("id", id)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** What went back of a payment or is on its way, of what had settled its invoice and of what had been too much; in minor units. */
    record Gone(long settled, long excess) {}

    Gone gone(UUID paymentId) {
        Object[] sums = entityManager
                .createQuery(
                        "SELECT coalesce(sum(r.amountMinor - r.excessMinor), 0), coalesce(sum(r.excessMinor), 0) FROM Refund r"
                                + " WHERE r.paymentId = :payment AND r.status <> :failed",
                        Object[].class)
                .setParameter("payment", paymentId)
                .setParameter("failed", RefundStatus.FAILED)
                .getSingleResult();
        return new Gone(((Number) sums[0]).longValue(), ((Number) sums[1]).longValue());
    }

    /** The refund through an account that is due longest. */
    Optional<UUID> due(String account, Instant now) {
        return entityManager
                .createQuery(
                        "SELECT r.id FROM Refund r WHERE r.account = :account AND r.nextCheckAt <= :now"
                                + " ORDER BY r.nextCheckAt, r.id",
                        UUID.class)
                .setParameter("account", account)
                .setParameter("now", now)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** When the next refund through an account is due. */
    Optional<Instant> nextDue(String account) {
        return Optional.ofNullable(entityManager
                .createQuery("SELECT min(r.nextCheckAt) FROM Refund r WHERE r.account = :account", Instant.class)
                .setParameter("account", account)
                .getSingleResult());
    }

    /** Whether of some refund through an account it is not known yet whether it went out. */
    boolean isAnyOpen(String account) {
        return entityManager
                        .createQuery(
                                "SELECT count(r) FROM Refund r WHERE r.status IN :open AND r.account = :account",
                                Long.class)
                        .setParameter("open", OPEN)
                        .setParameter("account", account)
                        .getSingleResult()
                > 0;
    }

    /** Whether a refund is one through an account. */
    boolean isOf(String account, UUID id) {
        return entityManager
                        .createQuery(
                                "SELECT count(r) FROM Refund r WHERE r.id = :id AND r.account = :account", Long.class)
                        .setParameter("id", id)
                        .setParameter("account", account)
                        .getSingleResult()
                > 0;
    }

    /** The refund that an account calls so. */
    Optional<UUID> byReference(String account, String reference) {
        return entityManager
                .createQuery(
                        "SELECT r.id FROM Refund r WHERE r.account = :account AND r.gatewayReference = :reference",
                        UUID.class)
                .setParameter("account", account)
                .setParameter("reference", reference)
                .getResultList()
                .stream()
                .findFirst();
    }

    Page<Refund> list(RefundFilter filter, PageRequest page) {
        return Listing.of(entityManager, Refund.class)
                .where("paymentId", filter.paymentId())
                .where("invoiceId", filter.invoiceId())
                .where("customerId", filter.customerId())
                .where("status", filter.status())
                .page(page, Refund::id);
    }
}
