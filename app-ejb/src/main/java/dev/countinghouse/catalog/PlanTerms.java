package dev.countinghouse.catalog;

import dev.countinghouse.ids.Ids;
import dev.countinghouse.time.BillingCycle;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The terms of one plan version, for those who bill by them. Immutable.
 *
 * @param versionId id of the plan version
 * @param number of the version within the plan
 * @param currency of the charges, the commitment and the thresholds
 * @param taxRate on everything in it that names no rates of its own; null for none
 * @param ownTaxRates by code, those that are named in its place
 * @param minimumCommitment what a period costs at least; null for none
 * @param usageThresholds at which usage is invoiced within its period; null for none
 * @param trialDays days at the beginning of a subscription whose fees are free
 * @param phases with prices of their own, in their order; empty: charges always cost what they do
 * @param overrides what is different from the version of the plan that has the number; null: nothing, it is that version
 */
public record PlanTerms(
        UUID versionId,
        int number,
        String code,
        String name,
        String currency,
        BillingCycle.Unit interval,
        int intervalCount,
        BillingCycle.Anchor anchor,
        List<Charge> charges,
        @Nullable TaxRateView taxRate,
        Map<String, TaxRateView> ownTaxRates,
        @Nullable MinimumCommitment minimumCommitment,
        @Nullable UsageThresholds usageThresholds,
        int trialDays,
        List<PlanPhase> phases,
        @Nullable PlanOverrides overrides) {

    public PlanTerms {
        charges = List.copyOf(charges);
        phases = List.copyOf(phases);
        ownTaxRates = Map.copyOf(ownTaxRates);
    }

    /**
     * What a subscription pays by these terms and by what is different for it, in the currency of these.
     *
     * @param version id of the version that says it
     */
    PlanTerms with(PlanOverrides different, UUID version) {
        return new PlanTerms(
                version,
                number,
                code,
                name,
                currency,
                interval,
                intervalCount,
                anchor,
                charges.stream()
                        .map(charge -> priced(charge, different).withId(Ids.next()))
                        .toList(),
                taxRate,
                ownTaxRates,
                commitment(different),
                usageThresholds == null ? null : usageThresholds.alone(),
                Objects.requireNonNullElse(different.trialDays(), trialDays),
                phases.stream()
                        .map(phase -> phase.without(different.prices().keySet(), currency))
                        .toList(),
                different);
    }

    private static Charge priced(Charge charge, PlanOverrides different) {
        ChargePrice price = different.prices().get(charge.code());
        return price == null ? charge.alone() : charge.at(price);
    }

    private @Nullable MinimumCommitment commitment(PlanOverrides different) {
        if (different.minimumCommitment() == null) {
            return minimumCommitment == null ? null : minimumCommitment.alone();
        }
        return MinimumCommitment.orNone(new MinimumCommitment(
                different.minimumCommitment(),
                minimumCommitment == null ? List.of() : minimumCommitment.taxRates(),
                Map.of()));
    }

    /** The currencies that it is sold in, its own first. */
    public List<String> currencies() {
        return Charge.currencies(currency, charges);
    }

    /**
     * The same terms in one of its currencies, and in no other. Nothing is converted: prices are what the plan says.
     *
     * @throws IllegalArgumentException when it is not sold in it
     */
    public PlanTerms in(String other) {
        if (other.equals(currency)) {
            return this;
        }
        if (!currencies().contains(other)) {
            throw new IllegalArgumentException("version %d of %s is not sold in %s".formatted(number, code, other));
        }
        return new PlanTerms(
                versionId,
                number,
                code,
                name,
                other,
                interval,
                intervalCount,
                anchor,
                charges.stream().map(charge -> charge.in(other)).toList(),
                taxRate,
                ownTaxRates,
                minimumCommitment == null ? null : minimumCommitment.in(other),
                usageThresholds == null ? null : usageThresholds.in(other),
                trialDays,
                phases,
                overrides);
    }

    /**
     * The phase that a period is in; null without phases.
     *
     * @param period its index in the subscription, from 0
     */
    public @Nullable PlanPhase phase(int period) {
        return PlanPhase.at(phases, period);
    }

    /** One of the charges as it is priced in a period, whichever period it comes from. */
    public Charge priced(Charge charge, int period) {
        PlanPhase phase = phase(period);
        return phase == null ? charge : phase.price(own(charge), currency);
    }

    private Charge own(Charge priced) {
        return charges.stream()
                .filter(charge -> charge.id().equals(priced.id()))
                .findFirst()
                .orElseThrow();
    }

    /** The periods of a subscription that began on a day. */
    public BillingCycle cycle(LocalDate startedOn) {
        return new BillingCycle(interval, intervalCount, anchor, startedOn);
    }

    /** The taxes on a charge: its own, or else the plan's. */
    public List<TaxRateView> taxes(Charge charge) {
        return taxes(charge.taxRates());
    }

    /** The taxes on what fills a commitment up: its own, or else the plan's. */
    public List<TaxRateView> taxes(MinimumCommitment commitment) {
        return taxes(commitment.taxRates());
    }

    private List<TaxRateView> taxes(List<String> codes) {
        if (codes.isEmpty()) {
            return taxRate == null ? List.of() : List.of(taxRate);
        }
        return codes.stream()
                .map(code -> Objects.requireNonNull(ownTaxRates.get(code), () -> "no tax rate " + code))
                .toList();
    }

    /** The metrics whose usage it charges. */
    public List<UUID> metrics() {
        return charges(Charge.Kind.USAGE).stream()
                .map(charge -> Objects.requireNonNull(charge.metricId()))
                .distinct()
                .toList();
    }

    /**
     * What the recurring fees of a whole period come to, in major units: each part is rounded as its line will be.
     *
     * @param period its index in the subscription, from 0
     * @param quantity how many times the plan is taken
     */
    public BigDecimal recurringFee(int period, int quantity) {
        int digits = Currency.getInstance(currency).getDefaultFractionDigits();
        return charges(Charge.Kind.RECURRING).stream()
                .filter(Charge::invoiceable)
                .flatMap(charge -> priced(charge, period)
                        .price()
                        .rate(charge.quantity() == null ? BigDecimal.valueOf(quantity) : charge.quantity())
                        .stream())
                .map(part -> part.amount().setScale(digits, RoundingMode.HALF_UP))
                .reduce(BigDecimal.ZERO.setScale(digits), BigDecimal::add);
    }

    /** The charges of one kind. */
    public List<Charge> charges(Charge.Kind kind) {
        return charges.stream().filter(charge -> charge.kind() == kind).toList();
    }
}
