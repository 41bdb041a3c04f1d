package dev.countinghouse.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code public.account_requests}. */
@ApplicationScoped
class AccountRequestRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Somebody asks for a token to be sent to an address, whoever's it is. */
    record Request(TokenPurpose purpose, String email, byte @Nullable [] browserHash) {}

    void insert(UUID id, Request request) {
        entityManager
                .createNativeQuery("INSERT INTO public.account_requests (id, purpose, email, browser_hash)"
                        + " VALUES (:id, :purpose, :email, CAST(:browser AS bytea))")
                .setParameter("id", id)
                .setParameter("purpose", request.purpose().code())
                .setParameter("email", request.email())
                .setParameter("browser", request.browserHash())
                .executeUpdate();
    }

    /** Takes the oldest one away, or one that nobody else is at. */
    Optional<Request> take() {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager.createNativeQuery("""
                        DELETE FROM public.account_requests WHERE id = (
                            SELECT r.id FROM public.account_requests r ORDER BY r.id LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING purpose, email, browser_hash""", Tuple.class).getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new Request(
                        TokenPurpose.of(row.get("purpose", String.class)),
                        row.get("email", String.class),
                        row.get("browser_hash", byte[].class)));
    }

    /** Those that could not be answered in time, for whatever reason: who asked has asked again. */
    int deleteOlder(int minutes) {
        return entityManager
                .createNativeQuery("DELETE FROM public.account_requests"
                        + " WHERE created_at < now() - make_interval(mins => CAST(:minutes AS integer))")
                .setParameter("minutes", minutes)
                .executeUpdate();
    }
}
