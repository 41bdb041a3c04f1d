package dev.countinghouse.payments;

import dev.countinghouse.payments.domain.LinkStatus;
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

/** Payment links of the current tenant. */
@ApplicationScoped
class PaymentLinkRepository {

    private static final List<LinkStatus> OPEN = List.of(LinkStatus.CREATED, LinkStatus.OPEN);

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Written at once, so that a second open link is refused here and not at the commit. */
    void add(PaymentLink link) {
        entityManager.persist(link);
        entityManager.flush();
    }

    /** Writes what was changed, so that its version is the new one. */
    void flush() {
        entityManager.flush();
    }

    PaymentLink require(UUID id) {
        return Optional.ofNullable(entityManager.find(PaymentLink.class, id))
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No payment link " + id));
    }

    /** The link, locked and as the database has it; it must not have been read before in the same transaction. */
    PaymentLink lock(UUID id) {
        return Objects.requireNonNull(
                entityManager.find(PaymentLink.class, id, LockModeType.PESSIMISTIC_WRITE), "no link " + id);
    }

    /** The same while something is to be asked of it; empty when nothing is, or there is none. */
    Optional<PaymentLink> lockExpected(UUID id) {
        return entityManager
                .createQuery(
                        "SELECT l FROM PaymentLink l WHERE l.id = :id AND l.nextCheckAt IS NOT NULL", PaymentLink.class)
                .setParameter("id", id)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** The invoice of a link, without reading the link; empty without such a link. */
    Optional<UUID> invoiceOf(UUID id) {
        return entityManager
                .createQuery("SELECT l.invoiceId FROM PaymentLink l WHERE l.id = :id", UUID.class)
                .setParameter("id", id)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** The link of an invoice that may be paid on still, locked after its invoice. */
    Optional<PaymentLink> open(UUID invoiceId) {
        return entityManager
                .createQuery(
                        "SELECT l FROM PaymentLink l WHERE l.invoiceId = :invoice AND l.status IN :open",
                        PaymentLink.class)
                .setParameter("invoice", invoiceId)
                .setParameter("open", OPEN)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** The link of an invoice that was made last. */
    Optional<PaymentLink> newest(UUID invoiceId) {
        return entityManager
                .createQuery(
                        "SELECT l FROM PaymentLink l WHERE l.invoiceId = :invoice ORDER BY l.id DESC",
                        PaymentLink.class)
                .setParameter("invoice", invoiceId)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** Whether some link through an account may be paid on still. */
    boolean isAnyOpen(String account) {
        return entityManager
                        .createQuery(
                                "SELECT count(l) FROM PaymentLink l WHERE l.status IN :open AND l.account = :account",
                                Long.class)
                        .setParameter("open", OPEN)
                        .setParameter("account", account)
                        .getSingleResult()
                > 0;
    }

    /** The link through an account that is due longest. */
    Optional<UUID> due(String account, Instant now) {
        return entityManager
                .createQuery(
                        "SELECT l.id FROM PaymentLink l WHERE l.account = :account AND l.nextCheckAt <= :now"
                                + " ORDER BY l.nextCheckAt, l.id",
                        UUID.class)
                .setParameter("account", account)
                .setParameter("now", now)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** When the next link through an account is due. */
    Optional<Instant> nextDue(String account) {
        return Optional.ofNullable(entityManager
                .createQuery("SELECT min(l.nextCheckAt) FROM PaymentLink l WHERE l.account = :account", Instant.class)
                .setParameter("account", account)
                .getSingleResult());
    }

    /** Whether a link is one through an account. */
    boolean isOf(String account, UUID id) {
        return entityManager
                        .createQuery(
                                "SELECT count(l) FROM PaymentLink l WHERE l.id = :id AND l.account = :account",
                                Long.class)
                        .setParameter("id", id)
                        .setParameter("account", account)
                        .getSingleResult()
                > 0;
    }
}
