package dev.countinghouse.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.json.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * The terms of a plan as they were published: never changed, subscribers are pinned to them. Archived, it takes no more
 * subscribers; the database grants an UPDATE of nothing else. One with overrides is of a subscription alone.
 */
@Entity
@DynamicUpdate
@Table(name = "plan_versions")
class PlanVersion {

    @Id
    private UUID id;

    @ManyToOne(fetch = FetchType.EAGER, optional = false)
    @JoinColumn(name = "plan_id", updatable = false)
    private Plan plan;

    @Column(name = "number", nullable = false, updatable = false)
    private int number;

    @Embedded
    private PlanContent content;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "base_id", updatable = false)
    private @Nullable PlanVersion base;

    /** What one subscription pays instead; null: it is a version for all. */
    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "overrides", updatable = false)
    private @Nullable String overrides;

    @Column(name = "archived_at")
    private @Nullable Instant archivedAt;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    protected PlanVersion() {}

    PlanVersion(UUID id, Plan plan, int number, PlanContent content, Instant publishedAt) {
        this.id = id;
        this.plan = plan;
        this.number = number;
        this.content = content;
        this.createdAt = publishedAt;
    }

    /** One of a subscription alone, which pays by its terms instead of those of another version. */
    PlanVersion(PlanVersion base, PlanTerms own, PlanOverrides overrides, Instant createdAt) {
        this(own.versionId(), base.plan, base.number, base.content.of(own), createdAt);
        this.base = base;
        this.overrides = Json.write(overrides, TiersJson.Stored.class);
    }

    UUID id() {
        return id;
    }

    /** Whether it is for all who subscribe to the plan. */
    boolean isPlans() {
        return base == null;
    }

    UUID planId() {
        return plan.id();
    }

    Plan plan() {
        return plan;
    }

    int number() {
        return number;
    }

    PlanContent content() {
        return content;
    }

    boolean isArchived() {
        return archivedAt != null;
    }

    /** From now on nobody can subscribe to it; who has goes on. */
    void archive(Instant now) {
        archivedAt = now;
    }

    /** @param ownTaxRates by code, at least those that {@link PlanContent#ownTaxRates} names */
    PlanTerms terms(Map<String, TaxRateView> ownTaxRates) {
        return new PlanTerms(
                id,
                number,
                plan.code(),
                plan.name(),
                content.currency(),
                content.intervalUnit(),
                content.intervalCount(),
                content.anchor(),
                content.charges(),
                content.taxRateView(),
                ownTaxRates,
                content.minimumCommitment(),
                content.usageThresholds(),
                content.trialDays(),
                content.phases(),
                overrides == null ? null : Json.read(overrides, new TypeReference<PlanOverrides>() {}));
    }

    PlanVersionView versionView() {
        return content.view(plan, number, status(), isArchived() ? 1 : 0, createdAt);
    }

    PlanView view(Map<String, Object> metadata) {
        return content.view(plan, number, status(), metadata);
    }

    private PlanVersionStatus status() {
        return isArchived() ? PlanVersionStatus.ARCHIVED : PlanVersionStatus.PUBLISHED;
    }
}
