package dev.countinghouse.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.json.Json;
import dev.countinghouse.time.BillingCycle;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** The terms of a plan as they were published: never changed, subscribers are pinned to them. */
@Entity
@Table(name = "plan_versions")
class PlanVersion {

    @Id
    private UUID id;

    @ManyToOne(fetch = FetchType.EAGER, optional = false)
    @JoinColumn(name = "plan_id")
    private Plan plan;

    @Column(name = "number", nullable = false)
    private int number;

    @JdbcTypeCode(SqlTypes.CHAR)
    @Column(name = "currency", nullable = false)
    private String currency;

    @Convert(converter = EnumColumns.OfUnit.class)
    @Column(name = "interval_unit", nullable = false)
    private BillingCycle.Unit intervalUnit;

    @Column(name = "interval_count", nullable = false)
    private int intervalCount;

    @Convert(converter = EnumColumns.OfAnchor.class)
    @Column(name = "anchor", nullable = false)
    private BillingCycle.Anchor anchor;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "charges", nullable = false)
    private String charges;

    @ManyToOne(fetch = FetchType.EAGER)
    @JoinColumn(name = "tax_rate_id")
    private @Nullable TaxRate taxRate;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    protected PlanVersion() {}

    PlanVersion(UUID id, Plan plan, NewPlan from, List<Charge> charges, @Nullable TaxRate taxRate) {
        this.id = id;
        this.plan = plan;
        this.number = 1;
        this.currency = from.currency();
        this.intervalUnit = from.interval();
        this.intervalCount = from.intervalCount();
        this.anchor = from.anchor();
        this.charges = Json.write(charges);
        this.taxRate = taxRate;
        this.createdAt = plan.createdAt();
    }

    UUID id() {
        return id;
    }

    UUID planId() {
        return plan.id();
    }

    PlanTerms terms() {
        return new PlanTerms(
                id,
                plan.code(),
                plan.name(),
                currency,
                intervalUnit,
                intervalCount,
                anchor,
                charges(),
                taxRate == null ? null : taxRate.view(Map.of()));
    }

    List<Charge> charges() {
        return Json.read(charges, new TypeReference<List<Charge>>() {});
    }

    PlanView view(Map<String, Object> metadata) {
        PlanTerms terms = terms();
        return new PlanView(
                plan.id(),
                plan.externalId(),
                plan.code(),
                plan.name(),
                currency,
                intervalUnit,
                intervalCount,
                anchor,
                terms.taxRate(),
                number,
                terms.charges(),
                metadata,
                plan.version(),
                plan.createdAt());
    }
}
