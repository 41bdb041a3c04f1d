package dev.countinghouse.metering;

import dev.countinghouse.ids.Ids;
import dev.countinghouse.tenancy.CurrentScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** The current tenant's rows of {@code public.tier_usage}, and what they are counted from. */
@ApplicationScoped
class TierUsageRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * What is counted of a month.
     *
     * @param events taken before an instant
     * @param before that instant; when nothing was counted yet, the beginning of the month or of the tenant
     * @param isKept whether there is a row
     */
    record Counted(long events, Instant before, boolean isKept) {}

    Counted counted(YearMonth month) {
        Tuple row = (Tuple) entityManager
                .createNativeQuery("""
                        SELECT coalesce(u.events, 0) AS events, u.month IS NOT NULL AS kept,
                               coalesce(u.counted_before, greatest(CAST(:month AS timestamptz), t.created_at)) AS before
                        FROM public.tenants t LEFT JOIN public.tier_usage u
                            ON u.tenant_id = t.id AND u.month = CAST(CAST(:month AS timestamptz) AT TIME ZONE 'UTC' AS date)
                        WHERE t.id = :tenant""", Tuple.class)
                .setParameter("month", TierUsage.begin(month))
                .setParameter("tenant", tenant())
                .getSingleResult();
        return new Counted(
                row.get("events", Long.class),
                row.get("before", Instant.class).truncatedTo(ChronoUnit.MILLIS), // as ids are
                row.get("kept", Boolean.class));
    }

    /** Events that were stored from an instant on and before another, by the time in the ids of what counts them. */
    long stored(Instant from, Instant to) {
        return ((Number) entityManager
                        .createNativeQuery(
                                "SELECT CAST(coalesce(sum(stored), 0) AS bigint) FROM usage_intake WHERE id >= :first AND id < :last")
                        .setParameter("first", Ids.firstOf(from))
                        .setParameter("last", Ids.firstOf(to))
                        .getSingleResult())
                .longValue();
    }

    /** Adds what came after that which is counted; does nothing when somebody else has counted on meanwhile. */
    void count(YearMonth month, Counted since, long more, Instant before) {
        entityManager
                .createNativeQuery("""
                        INSERT INTO public.tier_usage AS u (tenant_id, month, events, counted_before)
                        VALUES (:tenant, :month, :more, :before)
                        ON CONFLICT (tenant_id, month) DO UPDATE
                            SET events = u.events + excluded.events, counted_before = excluded.counted_before
                            WHERE u.counted_before = :since""")
                .setParameter("tenant", tenant())
                .setParameter("month", month.atDay(1))
                .setParameter("more", more)
                .setParameter("before", before)
                .setParameter("since", since.before())
                .executeUpdate();
    }

    /** Notes that a percentage of the limit was told of; false when it was before. */
    boolean tell(YearMonth month, int percent) {
        return entityManager
                        .createNativeQuery(
                                "UPDATE public.tier_usage SET told = told || CAST(:percent AS integer)"
                                        + " WHERE tenant_id = :tenant AND month = :month AND NOT CAST(:percent AS integer) = ANY (told)")
                        .setParameter("percent", percent)
                        .setParameter("tenant", tenant())
                        .setParameter("month", month.atDay(1))
                        .executeUpdate()
                == 1;
    }

    /** Addresses of the tenant's owners. */
    List<Owner> owners() {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT u.id, u.email FROM public.memberships m JOIN public.users u ON u.id = m.user_id"
                                + " WHERE m.tenant_id = :tenant AND m.role = 'owner' AND u.status = 'active' ORDER BY u.id",
                        Tuple.class)
                .setParameter("tenant", tenant())
                .getResultList();
        return rows.stream()
                .map(row -> new Owner(row.get("id", UUID.class), row.get("email", String.class)))
                .toList();
    }

    /** Whom mail about the tier goes to. */
    record Owner(UUID userId, String email) {}

    private static UUID tenant() {
        return CurrentScope.tenant().id();
    }
}
