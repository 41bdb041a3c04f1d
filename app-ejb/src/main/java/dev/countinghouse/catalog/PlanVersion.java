package dev.countinghouse.catalog;

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
import org.jspecify.annotations.Nullable;

/**
 * The terms of a plan as they were published: never changed, subscribers are pinned to them. Archived, it takes no more
 * subscribers; the database grants an UPDATE of nothing else.
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

    UUID id() {
        return id;
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
                content.phases());
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
