package dev.countinghouse.dunning;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.json.Json;
import dev.countinghouse.paging.Listing;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.payments.domain.DeclineCodes;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Campaigns of the current tenant, and steps about its invoices. */
@ApplicationScoped
class DunningRepository {

    /**
     * Whether the invoice may be paid before anybody does anything: by an attempt at work, or, where more than a mail is to follow, on a page
     * that is open; also as one that it is in place of.
     */
    private static final String AT_WORK = """
            EXISTS (WITH RECURSIVE same (id) AS (
                    SELECT i.id UNION SELECT v.replaces_id FROM same e JOIN invoices v ON v.id = e.id)
                SELECT FROM same e
                WHERE EXISTS (SELECT FROM payment_attempts a WHERE a.invoice_id = e.id AND a.next_check_at IS NOT NULL)
                   OR s.step ->> 'action' <> 'mail'
                       AND EXISTS (SELECT FROM payment_links l WHERE l.invoice_id = e.id AND l.next_check_at IS NOT NULL))""";

    private static final String AT = "CAST(n.day AS timestamp) AT TIME ZONE i.time_zone";

    /**
     * The next step of each invoice that is open and due: so many days after the due date or the step before, and a retry not before the
     * last decline is as old as its code asks for.
     */
    private static final String NEXT = """
            FROM dunning_campaigns c
            JOIN invoices i ON i.status IN ('finalized', 'partially_paid') AND i.due_on >= c.since
            CROSS JOIN LATERAL (SELECT i.total_minor - i.credited_minor - i.paid_minor + i.refunded_minor - i.written_off_minor
                + i.recovered_minor - i.applied_minor - i.wallet_minor + i.returned_minor AS due) d
            CROSS JOIN LATERAL (SELECT count(*) AS taken, max(k.taken_on) AS last_on, bool_or(k.action = 'hand_over') AS handed
                FROM dunning_steps k WHERE k.invoice_id = i.id) t
            CROSS JOIN LATERAL (SELECT c.steps -> CAST(t.taken AS integer) AS step) s
            LEFT JOIN LATERAL (SELECT CAST(a.created_at AT TIME ZONE i.time_zone AS date) + coalesce(w.days, :usual) AS day
                FROM payment_attempts a
                LEFT JOIN unnest(CAST(:codes AS varchar[]), CAST(:days AS integer[])) AS w (code, days) ON w.code = a.code
                WHERE s.step ->> 'action' = 'retry' AND a.invoice_id = i.id AND a.status = 'failed'
                ORDER BY a.id DESC LIMIT 1) r ON true
            CROSS JOIN LATERAL (SELECT greatest(coalesce(t.last_on, i.due_on) + CAST(s.step ->> 'wait_days' AS integer), r.day) AS day) n
            WHERE c.is_default AND s.step IS NOT NULL AND t.handed IS NOT TRUE
               AND d.due > 0 AND d.due >= coalesce(CAST(c.minimums ->> i.currency AS bigint), 0)
               AND NOT EXISTS (SELECT FROM subscriptions p WHERE p.id = i.subscription_id AND p.pause = 'collection')""";

    private static final String ALL_DUE = "SELECT i.id\n" + NEXT
            // nothing is due before its invoice is; days of its zone begin at most one before those of UTC
            + " AND i.due_on <= CAST(CAST(:now AS timestamptz) AT TIME ZONE 'UTC' AS date) + 1"
            + " AND " + AT + " <= :now AND i.id <> ALL (CAST(:without AS uuid[])) AND NOT " + AT_WORK
            + " ORDER BY n.day, i.id LIMIT :most";

    private static final String OF_ONE =
            "SELECT i.id AS invoice_id, i.number, i.customer_id, i.time_zone, c.id AS campaign_id, CAST(t.taken AS integer) AS position,"
                    + " CAST(s.step AS text) AS step, " + AT + " AS at\n" + NEXT + " AND i.id = :invoice AND NOT "
                    + AT_WORK;

    private static final String FIRST = "SELECT min(CASE WHEN " + AT
            + " <= :now AND (i.id = ANY (CAST(:without AS uuid[])) OR " + AT_WORK
            + ") THEN CAST(:later AS timestamptz) ELSE " + AT + " END)\n" + NEXT;

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * Invoices whose next step may be taken, those that are due longest first.
     *
     * @param without those that are left out
     */
    List<UUID> due(Instant now, Set<UUID> without, int most) {
        @SuppressWarnings("unchecked")
        List<UUID> ids = ask(entityManager.createNativeQuery(ALL_DUE, UUID.class))
                .setParameter("now", now)
                .setParameter("without", texts(without))
                .setParameter("most", most)
                .getResultList();
        return ids;
    }

    /** The next step about one invoice, now or later; empty when there is none, or its payment may be on its way. */
    Optional<DueStep> next(UUID invoiceId) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = ask(entityManager.createNativeQuery(OF_ONE, Tuple.class))
                .setParameter("invoice", invoiceId)
                .getResultList();
        return rows.stream().findFirst().map(DunningRepository::due);
    }

    /**
     * When the first of all steps is to be taken; empty when nobody owes anything, or there is no campaign.
     *
     * @param without whose turn is later, if they are due
     * @param later when it is to be looked again at those, and at those whose payment may be on its way
     */
    Optional<Instant> first(Instant now, Set<UUID> without, Instant later) {
        return ask(entityManager.createNativeQuery(FIRST, Instant.class))
                .setParameter("now", now)
                .setParameter("without", texts(without))
                .setParameter("later", later)
                .getResultList()
                .stream()
                .filter(Objects::nonNull)
                .map(Instant.class::cast)
                .findFirst();
    }

    private static Query ask(Query query) {
        Map<String, Integer> waits = DeclineCodes.waitDays();
        return query.setParameter("usual", DeclineCodes.USUAL_WAIT_DAYS)
                .setParameter("codes", waits.keySet().toArray(String[]::new))
                .setParameter(
                        "days", waits.values().stream().map(String::valueOf).toArray(String[]::new));
    }

    private static String[] texts(Set<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    private static DueStep due(Tuple row) {
        return new DueStep(
                row.get("invoice_id", UUID.class),
                row.get("number", String.class),
                row.get("customer_id", UUID.class),
                ZoneId.of(row.get("time_zone", String.class)),
                row.get("campaign_id", UUID.class),
                row.get("position", Integer.class),
                Json.read(row.get("step", String.class), new TypeReference<CampaignStep>() {}),
                row.get("at", Instant.class));
    }

    /** Written at once, so that a step that was taken before is refused here. */
    void add(DunningStep step) {
        entityManager.persist(step);
        entityManager.flush();
    }

    /** In the order in which they were taken. */
    List<DunningStep> steps(UUID invoiceId) {
        return entityManager
                .createQuery(
                        "SELECT s FROM DunningStep s WHERE s.invoiceId = :invoice ORDER BY s.position",
                        DunningStep.class)
                .setParameter("invoice", invoiceId)
                .getResultList();
    }

    void add(DunningCampaign campaign) {
        entityManager.persist(campaign);
        entityManager.flush();
    }

    /** Writes what was changed, so that its version is the new one. */
    void flush() {
        entityManager.flush();
    }

    DunningCampaign require(UUID id) {
        return Optional.ofNullable(entityManager.find(DunningCampaign.class, id))
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No dunning campaign " + id));
    }

    /** The one at work. */
    Optional<DunningCampaign> atWork() {
        return entityManager
                .createQuery("SELECT c FROM DunningCampaign c WHERE c.isDefault = true", DunningCampaign.class)
                .getResultList()
                .stream()
                .findFirst();
    }

    Page<DunningCampaign> list(PageRequest page) {
        return Listing.of(entityManager, DunningCampaign.class).page(page, DunningCampaign::id);
    }
}
