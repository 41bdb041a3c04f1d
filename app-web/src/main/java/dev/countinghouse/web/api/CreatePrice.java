package dev.countinghouse.web.api;

import dev.countinghouse.catalog.ChargePrice;
import dev.countinghouse.catalog.ChargePricing;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A price that stands for a charge's own, such as that in a further currency, by its model; filters by their names. */
public record CreatePrice(
        @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
        BigDecimal unitAmount,

        @Nullable @Size(max = 100) @Adjoining List<@Valid @NotNull CreateTier> tiers,
        @Nullable Boolean flatAtZero,

        @Nullable @Positive @Digits(integer = 15, fraction = 12)
        BigDecimal packageSize,

        @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
        BigDecimal packageAmount,

        @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
        BigDecimal freeUnits,

        @Nullable @PositiveOrZero @Digits(integer = 3, fraction = 10)
        BigDecimal rate,

        @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
        BigDecimal fixedFee,

        @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
        BigDecimal freeAmount,

        @Nullable @PositiveOrZero Long freeTransactions,

        @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
        BigDecimal transactionMinimum,

        @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
        BigDecimal transactionMaximum,

        @Nullable @Size(max = 64) String amountField,

        @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
        BigDecimal minimumAmount,

        @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
        BigDecimal maximumAmount,

        @Nullable @Size(max = 50) Map<@NotBlank @Size(max = 100) String, @Valid @NotNull CreateFilterPrice> filters) {

    /** Of prices by names. */
    public static Map<String, ChargePrice> toNew(@Nullable Map<String, CreatePrice> prices) {
        Map<String, ChargePrice> made = new TreeMap<>();
        if (prices != null) {
            prices.forEach((name, price) -> made.put(name, price.toNew()));
        }
        return made;
    }

    private ChargePrice toNew() {
        Map<String, ChargePricing> ofFilters = new TreeMap<>();
        if (filters != null) {
            filters.forEach((name, price) -> ofFilters.put(name, price.toNew()));
        }
        return new ChargePrice(pricing(), ofFilters, minimumAmount, maximumAmount);
    }

    private ChargePricing pricing() {
        return new ChargePricing(
                unitAmount,
                CreateTier.toNew(tiers),
                flatAtZero,
                packageSize,
                packageAmount,
                freeUnits,
                rate,
                fixedFee,
                freeAmount,
                freeTransactions,
                transactionMinimum,
                transactionMaximum,
                amountField);
    }

    /** The price of a filter in a further currency. */
    public record CreateFilterPrice(
            @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
            BigDecimal unitAmount,

            @Nullable @Size(max = 100) @Adjoining List<@Valid @NotNull CreateTier> tiers,
            @Nullable Boolean flatAtZero,

            @Nullable @Positive @Digits(integer = 15, fraction = 12)
            BigDecimal packageSize,

            @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
            BigDecimal packageAmount,

            @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
            BigDecimal freeUnits,

            @Nullable @PositiveOrZero @Digits(integer = 3, fraction = 10)
            BigDecimal rate,

            @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
            BigDecimal fixedFee,

            @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
            BigDecimal freeAmount,

            @Nullable @PositiveOrZero Long freeTransactions,

            @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
            BigDecimal transactionMinimum,

            @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
            BigDecimal transactionMaximum,

            @Nullable @Size(max = 64) String amountField) {

        ChargePricing toNew() {
            return new ChargePricing(
                    unitAmount,
                    CreateTier.toNew(tiers),
                    flatAtZero,
                    packageSize,
                    packageAmount,
                    freeUnits,
                    rate,
                    fixedFee,
                    freeAmount,
                    freeTransactions,
                    transactionMinimum,
                    transactionMaximum,
                    amountField);
        }
    }
}
