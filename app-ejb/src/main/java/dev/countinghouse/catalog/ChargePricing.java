package dev.countinghouse.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.countinghouse.money.Percent;
import dev.countinghouse.rating.domain.Percentage;
import dev.countinghouse.rating.domain.Price;
import dev.countinghouse.rating.domain.Tier;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a price: of a charge, or of one of its filters. Which of them there are is said by the charge's model; the
 * others are null. Amounts are in major units of the plan's currency, rates in percent.
 *
 * @param unitAmount of a unit; {@link Charge.Model#STANDARD}
 * @param tiers of the tiered models; of {@link Charge.Model#GRADUATED_PERCENTAGE} the unit amount is a rate, of
 *     {@link Charge.Model#STAIR_STEP} it is zero
 * @param flatAtZero whether the first tier's flat amount is due without usage; of the tiered models, true unless it is said
 * @param packageSize units in a package
 * @param packageAmount of a package
 * @param freeUnits before the first package
 * @param rate of the money; {@link Charge.Model#PERCENTAGE}, as are those that follow
 * @param fixedFee of each transaction
 * @param freeAmount money that is free in a period
 * @param freeTransactions that are free in a period
 * @param transactionMinimum what a transaction costs at least
 * @param transactionMaximum what a transaction costs at most
 * @param amountField property that holds an event's amount; {@link Charge.Model#DYNAMIC}
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ChargePricing(
        @Nullable BigDecimal unitAmount,

        @JsonSerialize(converter = TiersJson.class) @Nullable
        List<Tier> tiers,

        @Nullable Boolean flatAtZero,
        @Nullable BigDecimal packageSize,
        @Nullable BigDecimal packageAmount,
        @Nullable BigDecimal freeUnits,
        @Nullable BigDecimal rate,
        @Nullable BigDecimal fixedFee,
        @Nullable BigDecimal freeAmount,
        @Nullable Long freeTransactions,
        @Nullable BigDecimal transactionMinimum,
        @Nullable BigDecimal transactionMaximum,
        @Nullable String amountField) {

    public ChargePricing {
        flatAtZero = tiers != null && flatAtZero == null ? Boolean.TRUE : flatAtZero;
    }

    /** The same price for every unit. */
    public static ChargePricing ofUnit(BigDecimal unitAmount) {
        return new ChargePricing(unitAmount, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** Prices by tier. */
    public static ChargePricing ofTiers(List<Tier> tiers) {
        return new ChargePricing(null, tiers, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** The price as a rule that can be applied. */
    ChargeRule rule(Charge.Model model) {
        return switch (model) {
            case STANDARD -> new ChargeRule.ByQuantity(new Price.Standard(Objects.requireNonNull(unitAmount)));
            case PACKAGE ->
                new ChargeRule.ByQuantity(new Price.Packages(
                        Objects.requireNonNull(packageSize), Objects.requireNonNull(packageAmount), orZero(freeUnits)));
            case GRADUATED -> new ChargeRule.ByQuantity(new Price.Graduated(tiered(), isFlatAtZero()));
            case GRADUATED_PERCENTAGE ->
                new ChargeRule.ByQuantity(new Price.GraduatedPercentage(tiered(), isFlatAtZero()));
            case VOLUME -> new ChargeRule.ByQuantity(new Price.Volume(tiered(), isFlatAtZero()));
            case STAIR_STEP -> new ChargeRule.ByQuantity(new Price.StairStep(steps(), isFlatAtZero()));
            case PERCENTAGE -> new ChargeRule.ByTransactions(percentage());
            case DYNAMIC -> new ChargeRule.ByAmounts(Objects.requireNonNull(amountField));
        };
    }

    private Percentage percentage() {
        return new Percentage(
                new Percent(Objects.requireNonNull(rate)),
                orZero(fixedFee),
                orZero(freeAmount),
                freeTransactions == null ? 0 : freeTransactions,
                transactionMinimum,
                transactionMaximum);
    }

    private List<Price.StairStep.Step> steps() {
        return tiered().stream()
                .map(tier -> new Price.StairStep.Step(tier.upTo(), tier.flatAmount()))
                .toList();
    }

    private List<Tier> tiered() {
        return Objects.requireNonNull(tiers);
    }

    private boolean isFlatAtZero() {
        return flatAtZero == null || flatAtZero;
    }

    private static BigDecimal orZero(@Nullable BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }
}
