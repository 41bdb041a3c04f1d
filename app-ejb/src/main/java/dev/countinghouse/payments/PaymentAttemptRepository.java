package dev.countinghouse.payments;

import dev.countinghouse.ids.Ids;
import dev.countinghouse.paging.Listing;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.payments.domain.AttemptStatus;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Attempts to collect payments of the current tenant. */
@ApplicationScoped
class PaymentAttemptRepository {

    /** Of the invoices that one is in place of, those that may still be paid: by an attempt at work, or on a page that is open. */
    private static final String AT_WORK_BEFORE = """
            WITH RECURSIVE earlier (id) AS (
                SELECT n.replaces_id FROM invoices n WHERE n.id = %s
                UNION SELECT v.replaces_id FROM earlier e JOIN invoices v ON v.id = e.id)
            SELECT FROM earlier e
            WHERE EXISTS (SELECT FROM payment_attempts a
                    WHERE a.invoice_id = e.id AND a.begun_at IS NOT NULL AND a.next_check_at IS NOT NULL)
                OR EXISTS (SELECT FROM payment_links l
                    WHERE l.invoice_id = e.id AND l.begun_at IS NOT NULL AND l.next_check_at IS NOT NULL)""";

    private static final String AT_WORK_BEFORE_ONE = AT_WORK_BEFORE.formatted(":invoice");

    /**
     * Of the customers who are to be charged by themselves, through the account that is connected: it stays so until the commit. Whose
     * collection is paused is not.
     */
    private static final String CREATE_ALL = """
            INSERT INTO payment_attempts (id, invoice_id, customer_id, payment_method_id, gateway, account, amount_minor, currency, status,
                created_at, next_check_at)
            SELECT n.id, i.id, i.customer_id, m.id, m.gateway, m.account, d.due, i.currency, 'created', :business, :real
            FROM unnest(CAST(:ids AS uuid[]), CAST(:invoices AS uuid[])) AS n (id, invoice_id)
            JOIN invoices i ON i.id = n.invoice_id AND i.status IN ('finalized', 'partially_paid')
            CROSS JOIN LATERAL (SELECT i.total_minor - i.credited_minor - i.paid_minor + i.refunded_minor - i.written_off_minor
                + i.recovered_minor - i.applied_minor - i.wallet_minor + i.returned_minor AS due) d
            JOIN payment_methods m ON m.customer_id = i.customer_id AND m.is_default
            JOIN public.payment_gateways g ON g.gateway = m.gateway AND g.collection = 'automatic'
               AND g.account || CASE WHEN g.livemode THEN '' ELSE '/test' END = m.account AND (CAST(:live AS boolean) OR NOT g.livemode)
            WHERE d.due > 0
               AND NOT EXISTS (SELECT FROM subscriptions p WHERE p.id = i.subscription_id AND p.pause = 'collection')
               AND NOT EXISTS (%s)
            FOR SHARE OF g
            ON CONFLICT DO NOTHING""".formatted(AT_WORK_BEFORE.formatted("i.id"));

    private static final String OPEN = "a.status NOT IN (:over)";

    private static final List<AttemptStatus> OVER =
            Stream.of(AttemptStatus.values()).filter(status -> !status.isOpen()).toList();

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * Makes an attempt for each of these invoices that is to be collected by itself.
     *
     * @param live whether real money may move
     * @return how many
     */
    int createAll(List<UUID> invoiceIds, boolean live, PaymentAttempt.Times now) {
        return entityManager
                .createNativeQuery(CREATE_ALL)
                .setParameter(
                        "ids",
                        texts(invoiceIds.stream().map(invoice -> Ids.next()).toList()))
                .setParameter("invoices", texts(invoiceIds))
                .setParameter("live", live)
                .setParameter("business", now.business())
                .setParameter("real", now.real())
                .executeUpdate();
    }

    private static String[] texts(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    /** Written at once, so that a second open attempt is refused here and not at the commit. */
    void add(PaymentAttempt attempt) {
        entityManager.persist(attempt);
        entityManager.flush();
    }

    /** Writes what was changed, so that its version is the new one. */
    void flush() {
        entityManager.flush();
    }

    PaymentAttempt require(UUID id) {
        return Optional.ofNullable(entityManager.find(PaymentAttempt.class, id))
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No payment attempt " + id));
    }

    /**
     * The attempt, locked and as the database has it, unless it is over: then nobody changes it. It must not have been read before in the
     * same transaction.
     */
    Optional<PaymentAttempt> lockOpen(UUID id) {
        return entityManager
                .createQuery(
                        "SELECT a FROM PaymentAttempt a WHERE a.id = :id AND a.nextCheckAt IS NOT NULL",
                        PaymentAttempt.class)
                .setParameter("id", id)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** The invoice of an attempt, without reading the attempt; empty without such an attempt. */
    Optional<UUID> invoiceOf(UUID id) {
        return entityManager
                .createQuery("SELECT a.invoiceId FROM PaymentAttempt a WHERE a.id = :id", UUID.class)
                .setParameter("id", id)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** Attempts through an account that are due, those that wait longest first. */
    List<UUID> due(String account, Instant now, int most) {
        return entityManager
                .createQuery(
                        "SELECT a.id FROM PaymentAttempt a WHERE a.account = :account AND a.nextCheckAt <= :now"
                                + " ORDER BY a.nextCheckAt, a.id",
                        UUID.class)
                .setParameter("account", account)
                .setParameter("now", now)
                .setMaxResults(most)
                .getResultList();
    }

    /** When the next attempt through an account is due. */
    Optional<Instant> nextDue(String account) {
        return Optional.ofNullable(entityManager
                .createQuery(
                        "SELECT min(a.nextCheckAt) FROM PaymentAttempt a WHERE a.account = :account", Instant.class)
                .setParameter("account", account)
                .getSingleResult());
    }

    /** The attempt of an invoice that is not over. */
    Optional<PaymentAttempt> open(UUID invoiceId) {
        return entityManager
                .createQuery(
                        "SELECT a FROM PaymentAttempt a WHERE a.invoiceId = :invoice AND " + OPEN, PaymentAttempt.class)
                .setParameter("invoice", invoiceId)
                .setParameter("over", OVER)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** Whether a payment method was declined with one of these codes, and has not worked since. */
    boolean isDeclined(UUID methodId, Set<String> codes) {
        return entityManager
                        .createQuery(
                                "SELECT count(a) FROM PaymentAttempt a WHERE a.paymentMethodId = :method AND a.status = :failed"
                                        + " AND a.code IN (:codes) AND NOT EXISTS (SELECT 1 FROM PaymentAttempt s"
                                        + " WHERE s.paymentMethodId = :method AND s.status = :succeeded AND s.id > a.id)",
                                Long.class)
                        .setParameter("method", methodId)
                        .setParameter("failed", AttemptStatus.FAILED)
                        .setParameter("succeeded", AttemptStatus.SUCCEEDED)
                        .setParameter("codes", codes)
                        .getSingleResult()
                > 0;
    }

    /** Whether what an invoice asks for may still be paid by an attempt or a link of one that it is in place of. */
    boolean isAtWorkBefore(UUID invoiceId) {
        return (Boolean) entityManager
                .createNativeQuery("SELECT EXISTS (" + AT_WORK_BEFORE_ONE + ")", Boolean.class)
                .setParameter("invoice", invoiceId)
                .getSingleResult();
    }

    /** Whether some attempt through an account is not over. */
    boolean isAnyOpen(String account) {
        return entityManager
                        .createQuery(
                                "SELECT count(a) FROM PaymentAttempt a WHERE a.account = :account AND " + OPEN,
                                Long.class)
                        .setParameter("account", account)
                        .setParameter("over", OVER)
                        .getSingleResult()
                > 0;
    }

    /** Whether some attempt that is not over charges a payment method. */
    boolean isChargedBy(UUID methodId) {
        return entityManager
                        .createQuery(
                                "SELECT count(a) FROM PaymentAttempt a WHERE a.paymentMethodId = :method AND " + OPEN,
                                Long.class)
                        .setParameter("method", methodId)
                        .setParameter("over", OVER)
                        .getSingleResult()
                > 0;
    }

    /** The attempt that an account's payment is of. */
    Optional<UUID> byReference(String account, String reference) {
        return entityManager
                .createQuery(
                        "SELECT a.id FROM PaymentAttempt a WHERE a.account = :account AND a.gatewayReference = :reference",
                        UUID.class)
                .setParameter("account", account)
                .setParameter("reference", reference)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** Whether an attempt is one through an account. */
    boolean isOf(String account, UUID id) {
        return entityManager
                        .createQuery(
                                "SELECT count(a) FROM PaymentAttempt a WHERE a.id = :id AND a.account = :account",
                                Long.class)
                        .setParameter("id", id)
                        .setParameter("account", account)
                        .getSingleResult()
                > 0;
    }

    /**
     * Writes down that an event was received.
     *
     * @return false when it had been before
     */
    boolean receive(GatewayEvent event, @Nullable UUID attemptId, Instant now) {
        return entityManager
                        .createNativeQuery(
                                "INSERT INTO gateway_events (gateway, event_id, type, subject, attempt_id, received_at)"
                                        + " VALUES ('stripe', :id, :type, CAST(:subject AS varchar), CAST(:attempt AS uuid), :now)"
                                        + " ON CONFLICT (gateway, event_id) DO NOTHING")
                        .setParameter("id", event.id())
                        .setParameter("type", event.type())
                        .setParameter("subject", event.subject())
                        .setParameter("attempt", attemptId)
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    Page<PaymentAttempt> list(AttemptFilter filter, PageRequest page) {
        return Listing.of(entityManager, PaymentAttempt.class)
                .where("invoiceId", filter.invoiceId())
                .where("customerId", filter.customerId())
                .where("status", filter.status())
                .page(page, PaymentAttempt::id);
    }
}
