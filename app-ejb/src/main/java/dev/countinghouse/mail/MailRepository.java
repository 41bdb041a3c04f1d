package dev.countinghouse.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code public.mails}. */
@ApplicationScoped
class MailRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    void insert(UUID id, Mail mail, @Nullable UUID tenantId, @Nullable UUID userId, byte[] sealedBody) {
        entityManager
                .createNativeQuery("INSERT INTO public.mails (id, tenant_id, user_id, recipient, subject, sealed_body)"
                        + " VALUES (:id, CAST(:tenant AS uuid), CAST(:user AS uuid), :recipient, :subject, :body)")
                .setParameter("id", id)
                .setParameter("tenant", tenantId)
                .setParameter("user", userId)
                .setParameter("recipient", mail.to())
                .setParameter("subject", mail.subject())
                .setParameter("body", sealedBody)
                .executeUpdate();
    }

    Optional<ClaimedMail> claim(int seconds) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("""
                        UPDATE public.mails m
                        SET attempts = m.attempts + 1, next_try_at = now() + make_interval(secs => :seconds)
                        WHERE m.id = (SELECT w.id FROM public.mails w WHERE w.state = 'queued' AND w.next_try_at <= now()
                                      ORDER BY w.next_try_at, w.id LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING m.id, m.recipient, m.subject, m.sealed_body, m.attempts""", Tuple.class)
                .setParameter("seconds", (double) seconds)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new ClaimedMail(
                        row.get("id", UUID.class),
                        row.get("recipient", String.class),
                        row.get("subject", String.class),
                        row.get("sealed_body", byte[].class),
                        row.get("attempts", Integer.class)));
    }

    /** Of the current tenant's mails: row-level security shows no other. */
    Map<UUID, Mails.Outcome> outcomes(List<UUID> ids) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT id, state, last_error FROM public.mails WHERE id = ANY (CAST(:ids AS uuid[]))"
                                + " AND state <> 'queued'",
                        Tuple.class)
                .setParameter("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                .getResultList();
        Map<UUID, Mails.Outcome> outcomes = new HashMap<>();
        for (Tuple row : rows) {
            String error = row.get("last_error", String.class);
            outcomes.put(
                    row.get("id", UUID.class),
                    new Mails.Outcome(row.get("state", String.class).equals("sent"), error == null ? "" : error));
        }
        return outcomes;
    }

    void finish(ClaimedMail mail, String state, @Nullable String error) {
        entityManager
                .createNativeQuery("UPDATE public.mails SET state = :state, sealed_body = NULL, finished_at = now(),"
                        + " last_error = CAST(:error AS varchar)"
                        + " WHERE id = :id AND attempts = :attempts AND state = 'queued'")
                .setParameter("state", state)
                .setParameter("error", error)
                .setParameter("id", mail.id())
                .setParameter("attempts", mail.attempts())
                .executeUpdate();
    }

    void retry(ClaimedMail mail, int seconds, String error) {
        entityManager
                .createNativeQuery("UPDATE public.mails SET next_try_at = now() + make_interval(secs => :seconds),"
                        + " last_error = :error WHERE id = :id AND attempts = :attempts AND state = 'queued'")
                .setParameter("seconds", (double) seconds)
                .setParameter("error", error)
                .setParameter("id", mail.id())
                .setParameter("attempts", mail.attempts())
                .executeUpdate();
    }

    int forget(int days) {
        return entityManager
                .createNativeQuery(
                        "DELETE FROM public.mails WHERE finished_at < now() - make_interval(days => CAST(:days AS integer))")
                .setParameter("days", days)
                .executeUpdate();
    }
}
