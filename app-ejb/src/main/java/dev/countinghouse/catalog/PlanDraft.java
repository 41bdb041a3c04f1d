package dev.countinghouse.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** The version of a plan that is being prepared; a plan has at most one. */
@Entity
@Table(name = "plan_drafts")
class PlanDraft {

    @Id
    @Column(name = "id")
    private UUID planId;

    @OneToOne(fetch = FetchType.EAGER, optional = false)
    @JoinColumn(name = "id", insertable = false, updatable = false)
    private Plan plan;

    @Column(name = "number", nullable = false, updatable = false)
    private int number;

    @Embedded
    private PlanContent content;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    protected PlanDraft() {}

    UUID planId() {
        return planId;
    }

    PlanDraft(Plan plan, int number, PlanContent content, Instant createdAt) {
        this.planId = plan.id();
        this.plan = plan;
        this.number = number;
        this.content = content;
        this.createdAt = createdAt;
    }

    /** Of its plan. */
    String code() {
        return plan.code();
    }

    int number() {
        return number;
    }

    int version() {
        return version;
    }

    PlanContent content() {
        return content;
    }

    void change(PlanContent changed) {
        content = changed;
    }

    /** The published version that it becomes. */
    PlanVersion publish(UUID id, Instant now) {
        return new PlanVersion(id, plan, number, content, now);
    }

    /** The plan of which nothing was published yet. */
    PlanView planView(Map<String, Object> metadata) {
        return content.view(plan, number, PlanVersionStatus.DRAFT, metadata);
    }

    Plan plan() {
        return plan;
    }

    PlanVersionView view() {
        return content.view(plan, number, PlanVersionStatus.DRAFT, version, createdAt);
    }
}
