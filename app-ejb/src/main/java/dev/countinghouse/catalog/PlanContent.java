package dev.countinghouse.catalog;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.json.Json;
import dev.countinghouse.time.BillingCycle;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What a version of a plan says, be it published or a draft. */
@Embeddable
class PlanContent {

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

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "minimum_commitment")
    private @Nullable String minimumCommitment;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "usage_thresholds")
    private @Nullable String usageThresholds;

    @Column(name = "trial_days", nullable = false)
    private int trialDays;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "phases", nullable = false)
    private String phases;

    protected PlanContent() {}

    PlanContent(NewPlan from, List<Charge> charges, @Nullable TaxRate taxRate) {
        this.currency = from.currency();
        this.intervalUnit = from.interval();
        this.intervalCount = from.intervalCount();
        this.anchor = from.anchor();
        this.charges = Json.write(charges, TiersJson.Stored.class);
        this.taxRate = taxRate;
        this.minimumCommitment = written(from.minimumCommitment());
        this.usageThresholds = written(from.usageThresholds());
        this.trialDays = from.trialDays();
        this.phases = Json.write(from.phases(), TiersJson.Stored.class);
    }

    /** The same, with what a change names in its place; charges and tax rate as they were found for it. */
    PlanContent with(PlanChange change, List<Charge> newCharges, @Nullable TaxRate newTaxRate) {
        PlanContent content = new PlanContent();
        content.currency = change.currency() == null ? currency : change.currency();
        content.intervalUnit = change.interval() == null ? intervalUnit : change.interval();
        content.intervalCount = change.intervalCount() == null ? intervalCount : change.intervalCount();
        content.anchor = change.anchor() == null ? anchor : change.anchor();
        content.charges = Json.write(newCharges, TiersJson.Stored.class);
        content.taxRate = newTaxRate;
        content.minimumCommitment =
                change.minimumCommitment() == null ? minimumCommitment : written(change.minimumCommitment());
        content.usageThresholds =
                change.usageThresholds() == null ? usageThresholds : written(change.usageThresholds());
        content.trialDays = change.trialDays() == null ? trialDays : change.trialDays();
        content.phases = change.phases() == null ? phases : Json.write(change.phases(), TiersJson.Stored.class);
        return content;
    }

    /** What a subscription pays that is billed by terms of its own, which come from these. */
    PlanContent of(PlanTerms own) {
        PlanContent content = new PlanContent();
        content.currency = own.currency();
        content.intervalUnit = intervalUnit;
        content.intervalCount = intervalCount;
        content.anchor = anchor;
        content.charges = Json.write(own.charges(), TiersJson.Stored.class);
        content.taxRate = taxRate;
        content.minimumCommitment = written(own.minimumCommitment());
        content.usageThresholds = written(own.usageThresholds());
        content.trialDays = own.trialDays();
        content.phases = Json.write(own.phases(), TiersJson.Stored.class);
        return content;
    }

    private static @Nullable String written(@Nullable MinimumCommitment wanted) {
        MinimumCommitment commitment = MinimumCommitment.orNone(wanted);
        return commitment == null ? null : Json.write(commitment);
    }

    private static @Nullable String written(@Nullable UsageThresholds wanted) {
        UsageThresholds thresholds = UsageThresholds.orNone(wanted);
        return thresholds == null ? null : Json.write(thresholds);
    }

    /** A version that says it, as it goes out; {@code revision} and {@code since} are told at {@link PlanVersionView}. */
    PlanVersionView view(Plan plan, int number, PlanVersionStatus status, int revision, Instant since) {
        return new PlanVersionView(
                plan.id(),
                plan.code(),
                number,
                status,
                currency,
                currencies(),
                intervalUnit,
                intervalCount,
                anchor,
                taxRateView(),
                minimumCommitment(),
                usageThresholds(),
                trialDays,
                charges(),
                phases(),
                revision,
                since);
    }

    /** The plan whose newest version says it, as it goes out. */
    PlanView view(Plan plan, int number, PlanVersionStatus status, Map<String, Object> metadata) {
        return new PlanView(
                plan.id(),
                plan.externalId(),
                plan.code(),
                plan.name(),
                plan.description(),
                status,
                currency,
                currencies(),
                intervalUnit,
                intervalCount,
                anchor,
                taxRateView(),
                minimumCommitment(),
                usageThresholds(),
                trialDays,
                number,
                charges(),
                phases(),
                metadata,
                plan.version(),
                plan.createdAt());
    }

    String currency() {
        return currency;
    }

    List<String> currencies() {
        return Charge.currencies(currency, charges());
    }

    BillingCycle.Unit intervalUnit() {
        return intervalUnit;
    }

    int intervalCount() {
        return intervalCount;
    }

    BillingCycle.Anchor anchor() {
        return anchor;
    }

    List<Charge> charges() {
        return Json.read(charges, new TypeReference<List<Charge>>() {});
    }

    List<PlanPhase> phases() {
        return Json.read(phases, new TypeReference<List<PlanPhase>>() {});
    }

    /** Codes of the tax rates that it names in place of its own. */
    Set<String> ownTaxRates() {
        Set<String> codes = charges().stream()
                .flatMap(charge -> charge.taxRates().stream())
                .collect(Collectors.toCollection(HashSet::new));
        MinimumCommitment commitment = minimumCommitment();
        codes.addAll(commitment == null ? List.of() : commitment.taxRates());
        return codes;
    }

    /** Codes of all tax rates that it names. */
    Set<String> taxRateCodes() {
        Set<String> codes = ownTaxRates();
        if (taxRate != null) {
            codes.add(taxRate.code());
        }
        return codes;
    }

    @Nullable
    MinimumCommitment minimumCommitment() {
        return minimumCommitment == null
                ? null
                : Json.read(minimumCommitment, new TypeReference<MinimumCommitment>() {});
    }

    @Nullable
    UsageThresholds usageThresholds() {
        return usageThresholds == null ? null : Json.read(usageThresholds, new TypeReference<UsageThresholds>() {});
    }

    int trialDays() {
        return trialDays;
    }

    @Nullable
    TaxRate taxRate() {
        return taxRate;
    }

    @Nullable
    TaxRateView taxRateView() {
        return taxRate == null ? null : taxRate.view(Map.of());
    }
}
