package dev.countinghouse.customermail;

import dev.countinghouse.ids.Ids;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.paging.Listing;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Mails to customers of the current tenant. */
@ApplicationScoped
class CustomerMailRepository {

    /** Where the kind is switched on, and none of it was queued about the same thing before. */
    private static final String QUEUE = """
            INSERT INTO customer_mails (id, kind, subject_id, invoice_id, customer_id, amount_minor, currency, state, next_try_at,
                created_at)
            SELECT g.id, g.kind, g.subject_id, i.id, i.customer_id, g.minor, i.currency, 'queued', :real, :business
            FROM unnest(CAST(:ids AS uuid[]), CAST(:kinds AS varchar[]), CAST(:subjects AS uuid[]), CAST(:invoices AS uuid[]),
                CAST(:minors AS bigint[])) AS g (id, kind, subject_id, invoice_id, minor)
            JOIN mail_settings s ON g.kind = ANY (s.kinds)
            JOIN invoices i ON i.id = g.invoice_id
            ON CONFLICT (kind, subject_id) DO NOTHING""";

    private static final String QUEUE_ONE = """
            INSERT INTO customer_mails (id, kind, subject_id, invoice_id, customer_id, currency, own_subject, own_text, state, next_try_at,
                created_at)
            SELECT :id, :kind, :subject, i.id, i.customer_id, i.currency, CAST(:ownSubject AS varchar), CAST(:ownText AS varchar), 'queued',
                :real, :business
            FROM invoices i JOIN mail_settings s ON :kind = ANY (s.kinds)
            WHERE i.id = :invoice
            ON CONFLICT (kind, subject_id) DO NOTHING""";

    private static final String OVER = """
            SELECT m.id FROM customer_mails m
            WHERE m.state = 'queued' AND m.handed_at IS NOT NULL AND (m.handed_at < :forgotten
                OR EXISTS (SELECT FROM public.mails p WHERE p.id = m.id AND p.state <> 'queued'))
            ORDER BY m.handed_at, m.id LIMIT :most""";

    private static final String WAITING = "m.state = :queued AND m.handedAt IS NULL";
    private static final String HANDED = "m.state = :queued AND m.handedAt IS NOT NULL";
    private static final String QUEUED = "queued";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * Queues a mail for each occasion that the tenant's customers are written to about.
     *
     * @param business now by the tenant's clock
     * @param real now
     * @return how many
     */
    int queue(List<Occasion> occasions, Instant business, Instant real) {
        return entityManager
                .createNativeQuery(QUEUE)
                .setParameter(
                        "ids",
                        texts(occasions.stream().map(occasion -> Ids.next()).toList()))
                .setParameter(
                        "kinds",
                        occasions.stream()
                                .map(occasion -> occasion.kind().code())
                                .toArray(String[]::new))
                .setParameter(
                        "subjects",
                        texts(occasions.stream().map(Occasion::subjectId).toList()))
                .setParameter(
                        "invoices",
                        texts(occasions.stream().map(Occasion::invoiceId).toList()))
                .setParameter(
                        "minors",
                        occasions.stream()
                                .map(occasion -> minor(occasion.amount()))
                                .toArray(String[]::new))
                .setParameter("real", real)
                .setParameter("business", business)
                .executeUpdate();
    }

    /**
     * Queues one mail in words of its own.
     *
     * @param words null: those of its kind
     * @param business now by the tenant's clock
     * @param real now
     * @return false when its kind is not switched on
     */
    boolean queue(Occasion occasion, MailTemplate.@Nullable Words words, Instant business, Instant real) {
        return entityManager
                        .createNativeQuery(QUEUE_ONE)
                        .setParameter("id", Ids.next())
                        .setParameter("kind", occasion.kind().code())
                        .setParameter("subject", occasion.subjectId())
                        .setParameter("invoice", occasion.invoiceId())
                        .setParameter("ownSubject", words == null ? null : words.subject())
                        .setParameter("ownText", words == null ? null : words.text())
                        .setParameter("real", real)
                        .setParameter("business", business)
                        .executeUpdate()
                == 1;
    }

    private static String[] texts(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    /** What is on the wire has exactly the currency's digits. */
    private static @Nullable String minor(@Nullable MoneyView amount) {
        return amount == null ? null : amount.amount().unscaledValue().toString();
    }

    /** The mail that waits longest to be written, whose time has come. */
    Optional<UUID> nextWaiting(Instant now) {
        return entityManager
                .createQuery(
                        "SELECT m.id FROM CustomerMail m WHERE " + WAITING
                                + " AND m.nextTryAt <= :now ORDER BY m.nextTryAt, m.id",
                        UUID.class)
                .setParameter(QUEUED, MailState.QUEUED)
                .setParameter("now", now)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** The mail, locked, if it still waits to be written. */
    Optional<CustomerMail> lockWaiting(UUID id) {
        return entityManager
                .createQuery("SELECT m FROM CustomerMail m WHERE m.id = :id AND " + WAITING, CustomerMail.class)
                .setParameter("id", id)
                .setParameter(QUEUED, MailState.QUEUED)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** When the next one may be written. */
    Optional<Instant> nextTry() {
        return Optional.ofNullable(entityManager
                .createQuery("SELECT min(m.nextTryAt) FROM CustomerMail m WHERE " + WAITING, Instant.class)
                .setParameter(QUEUED, MailState.QUEUED)
                .getSingleResult());
    }

    /**
     * Those that were handed over, and that the mail server has taken or will not take, oldest first; also those that were handed over so
     * long ago that nobody knows any more.
     */
    List<CustomerMail> over(Instant forgotten, int most) {
        @SuppressWarnings("unchecked")
        List<UUID> ids = entityManager
                .createNativeQuery(OVER, UUID.class)
                .setParameter("forgotten", forgotten)
                .setParameter("most", most)
                .getResultList();
        return ids.isEmpty()
                ? List.of()
                : entityManager
                        .createQuery(
                                "SELECT m FROM CustomerMail m WHERE m.id IN (:ids) AND " + HANDED, CustomerMail.class)
                        .setParameter("ids", ids)
                        .setParameter(QUEUED, MailState.QUEUED)
                        .getResultList();
    }

    /** How many were handed over after a moment, and are not over as far as it was written down. */
    int countHandedAfter(Instant moment) {
        return Math.toIntExact(entityManager
                .createQuery(
                        "SELECT count(m) FROM CustomerMail m WHERE " + HANDED + " AND m.handedAt > :moment", Long.class)
                .setParameter(QUEUED, MailState.QUEUED)
                .setParameter("moment", moment)
                .getSingleResult());
    }

    /** When the one was written that the mail server got last, of those that it has not taken yet. */
    Optional<Instant> lastHanded() {
        return Optional.ofNullable(entityManager
                .createQuery("SELECT max(m.handedAt) FROM CustomerMail m WHERE " + HANDED, Instant.class)
                .setParameter(QUEUED, MailState.QUEUED)
                .getSingleResult());
    }

    /** Whether a mail of one of these kinds is queued or was sent about an invoice. */
    boolean isAny(UUID invoiceId, Set<MailKind> kinds) {
        return !kinds.isEmpty()
                && entityManager
                                .createQuery(
                                        "SELECT count(m) FROM CustomerMail m WHERE m.invoiceId = :invoice AND m.kind IN (:kinds)",
                                        Long.class)
                                .setParameter("invoice", invoiceId)
                                .setParameter("kinds", kinds)
                                .getSingleResult()
                        > 0;
    }

    /** Whether a dunning notice was queued after it about the same invoice, which says the same with more weight. */
    boolean isFollowedByNotice(CustomerMail mail) {
        return mail.kind() == MailKind.DUNNING_NOTICE
                && entityManager
                                .createQuery(
                                        "SELECT count(m) FROM CustomerMail m WHERE m.invoiceId = :invoice AND m.kind = :kind"
                                                + " AND m.id > :id",
                                        Long.class)
                                .setParameter("invoice", mail.invoiceId())
                                .setParameter("kind", MailKind.DUNNING_NOTICE)
                                .setParameter("id", mail.id())
                                .getSingleResult()
                        > 0;
    }

    /** Writes what was changed. */
    void flush() {
        entityManager.flush();
    }

    Page<CustomerMail> list(CustomerMailFilter filter, PageRequest page) {
        return Listing.of(entityManager, CustomerMail.class)
                .where("customerId", filter.customerId())
                .where("invoiceId", filter.invoiceId())
                .where("kind", filter.kind())
                .where("state", filter.state())
                .page(page, CustomerMail::id);
    }
}
