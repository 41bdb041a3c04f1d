package dev.countinghouse.platform;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.identity.SecondFactorPolicy;
import dev.countinghouse.json.Json;
import dev.countinghouse.legalentity.Seller;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.TenantLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The current tenant's row of the registry: row-level security shows no other. */
@ApplicationScoped
class TenantRepository {

    private static final String OWN = " WHERE schema_name = current_user";

    @Inject
    SecondFactorPolicy factors;

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    TenantView current() {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT id, slug, schema_name, name, status, kind, time_zone, CAST(currency AS text) AS currency, net_terms_days, locale,"
                                + " CAST(branding AS text) AS branding, CAST(seller AS text) AS seller, array_to_string(mfa_roles, ',') AS mfa_roles, usage_retention_months, CAST(grace_period_days AS integer) AS grace_period_days, schema_version, storage_bytes, storage_measured_at, version,"
                                + " created_at FROM public.tenants"
                                + OWN,
                        Tuple.class)
                .getResultList();
        Tuple row = rows.getFirst();
        TenantLimits limits = CurrentScope.tenant().limits();
        return new TenantView(
                row.get("id", UUID.class),
                row.get("slug", String.class),
                row.get("schema_name", String.class),
                row.get("name", String.class),
                row.get("status", String.class),
                row.get("kind", String.class),
                row.get("time_zone", String.class),
                row.get("currency", String.class),
                row.get("net_terms_days", Integer.class),
                row.get("locale", String.class),
                Json.read(row.get("branding", String.class), new TypeReference<Branding>() {}),
                Json.read(row.get("seller", String.class), new TypeReference<Seller>() {}),
                row.get("schema_version", String.class),
                limits,
                new StorageView(
                        row.get("storage_bytes", Long.class),
                        limits.storageBytes(),
                        row.get("storage_measured_at", Instant.class)),
                factors.roles(row.get("mfa_roles", String.class)),
                row.get("usage_retention_months", Number.class).intValue(),
                row.get("grace_period_days", Integer.class),
                row.get("version", Integer.class),
                row.get("created_at", Instant.class));
    }

    /** False when the version is no longer the one given. */
    boolean change(TenantChange change, @Nullable Integer version) {
        return entityManager
                        .createNativeQuery(
                                "UPDATE public.tenants SET version = version + 1, name = coalesce(:name, name),"
                                        + " time_zone = coalesce(:zone, time_zone), currency = coalesce(:currency, currency),"
                                        + " net_terms_days = coalesce(CAST(:terms AS integer), net_terms_days),"
                                        + " locale = coalesce(:locale, locale),"
                                        + " branding = coalesce(CAST(:branding AS jsonb), branding),"
                                        + " seller = coalesce(CAST(:seller AS jsonb), seller),"
                                        + " usage_retention_months = coalesce(CAST(:retention AS smallint), usage_retention_months),"
                                        + " grace_period_days = coalesce(CAST(:grace AS smallint), grace_period_days)"
                                        + OWN
                                        + " AND (CAST(:version AS integer) IS NULL OR version = :version)")
                        .setParameter("name", change.name())
                        .setParameter("zone", change.timeZone())
                        .setParameter("currency", change.currency())
                        .setParameter("terms", change.netTermsDays())
                        .setParameter("locale", change.locale())
                        .setParameter("branding", change.branding() == null ? null : Json.write(change.branding()))
                        .setParameter("seller", change.seller() == null ? null : Json.write(change.seller()))
                        .setParameter("retention", change.usageRetentionMonths())
                        .setParameter("grace", change.gracePeriodDays())
                        .setParameter("version", version)
                        .executeUpdate()
                == 1;
    }

    /**
     * Sets the roles that need a second factor.
     *
     * @param anew whether a role is among them that was not, so that members have their time again
     */
    void requireFactor(List<String> roles, boolean anew) {
        entityManager
                .createNativeQuery("UPDATE public.tenants SET mfa_roles = string_to_array(:roles, ','),"
                        + " mfa_since = CASE WHEN :anew THEN now() ELSE mfa_since END" + OWN)
                .setParameter("roles", String.join(",", roles))
                .setParameter("anew", anew)
                .executeUpdate();
    }

    void setTestClock(Instant now) {
        entityManager
                .createNativeQuery("UPDATE public.tenants SET test_clock = CAST(:now AS timestamptz)" + OWN)
                .setParameter("now", now)
                .executeUpdate();
    }

    /** Whether an account is connected that moves real money. */
    boolean isLiveAtGateway() {
        return (Boolean) entityManager
                .createNativeQuery("SELECT EXISTS (SELECT FROM public.payment_gateways WHERE livemode)", Boolean.class)
                .getSingleResult();
    }

    boolean hasInvoices() {
        return (Boolean) entityManager
                .createNativeQuery("SELECT EXISTS (SELECT FROM invoices)", Boolean.class)
                .getSingleResult();
    }
}
