package dev.countinghouse.catalog;

import dev.countinghouse.money.Decimals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What plan versions entitle to. */
@ApplicationScoped
class EntitlementRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Makes whoever else entitles to something by the same plan wait for the end of the transaction. */
    void lock(UUID planVersionId) {
        entityManager
                .createNativeQuery(
                        "SELECT CAST(pg_advisory_xact_lock(hashtextextended('entitlements:' || current_user || :version, 0)) AS text)",
                        String.class)
                .setParameter("version", planVersionId.toString())
                .getResultList();
    }

    /** @param featureIds by code */
    void insert(UUID planVersionId, List<NewEntitlement> wanted, Map<String, UUID> featureIds) {
        entityManager
                .createNativeQuery("""
                        INSERT INTO plan_entitlements (plan_version_id, feature_id, enabled, quantity, usage_limit, period)
                        SELECT :version, w.* FROM unnest(CAST(:features AS uuid[]), CAST(:enabled AS boolean[]),
                            CAST(:quantities AS numeric[]), CAST(:limits AS numeric[]), CAST(:periods AS varchar[])) AS w""")
                .setParameter("version", planVersionId)
                .setParameter("features", texts(wanted, one -> featureIds.get(one.feature())))
                .setParameter("enabled", texts(wanted, NewEntitlement::enabled))
                .setParameter("quantities", texts(wanted, one -> plain(one.quantity())))
                .setParameter("limits", texts(wanted, one -> plain(one.limit())))
                .setParameter(
                        "periods",
                        texts(
                                wanted,
                                one -> one.period() == null
                                        ? null
                                        : one.period().name().toLowerCase(Locale.ROOT)))
                .executeUpdate();
    }

    private static @Nullable String plain(@Nullable BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }

    private static @Nullable String[] texts(
            List<NewEntitlement> wanted, Function<NewEntitlement, @Nullable Object> value) {
        return wanted.stream()
                .map(value)
                .map(object -> object == null ? null : object.toString())
                .toArray(String[]::new);
    }

    /** By the features' codes; a version of one subscription alone entitles to what the one does that it comes from. */
    List<EntitlementView> of(UUID planVersionId) {
        return of(List.of(planVersionId)).values().stream().findFirst().orElse(List.of());
    }

    /** By the features' codes, of each version that entitles to something. */
    Map<UUID, List<EntitlementView>> of(Collection<UUID> planVersionIds) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("""
                        SELECT e.plan_version_id, f.code, f.name, f.kind, f.metric, f.unit,
                            e.enabled, e.quantity, e.usage_limit, e.period
                        FROM plan_entitlements e JOIN features f ON f.id = e.feature_id
                        WHERE e.plan_version_id IN (SELECT coalesce(v.base_id, v.id) FROM plan_versions v
                                                    WHERE v.id = ANY (CAST(:versions AS uuid[])))
                        ORDER BY f.code""", Tuple.class)
                .setParameter(
                        "versions", planVersionIds.stream().map(UUID::toString).toArray(String[]::new))
                .getResultList();
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.get("plan_version_id", UUID.class),
                        Collectors.mapping(EntitlementRepository::view, Collectors.toList())));
    }

    private static EntitlementView view(Tuple row) {
        String period = row.get("period", String.class);
        BigDecimal quantity = row.get("quantity", BigDecimal.class);
        BigDecimal limit = row.get("usage_limit", BigDecimal.class);
        return new EntitlementView(
                row.get("code", String.class),
                row.get("name", String.class),
                FeatureKind.valueOf(row.get("kind", String.class).toUpperCase(Locale.ROOT)),
                row.get("metric", String.class),
                row.get("unit", String.class),
                row.get("enabled", Boolean.class),
                quantity == null ? null : Decimals.plain(quantity),
                limit == null ? null : Decimals.plain(limit),
                period == null ? null : EntitlementView.Period.valueOf(period.toUpperCase(Locale.ROOT)));
    }
}
