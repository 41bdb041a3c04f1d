package dev.countinghouse.web.catalog;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.ChargeFilter;
import dev.countinghouse.catalog.ChargePricing;
import dev.countinghouse.catalog.NewPlan;
import dev.countinghouse.web.api.Adjoining;
import dev.countinghouse.web.api.CreatePrice;
import dev.countinghouse.web.api.CreateTier;
import dev.countinghouse.web.api.CurrencyCode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A charge of a plan. Which of the prices it has is said by its model; what is left out has its default. */
public record CreateCharge(
        @NotNull
        @Pattern(
                regexp = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}",
                message = "must be 1 to 64 letters, digits, dots, dashes or underscores")
        String code,

        @NotBlank @Size(max = 200) String name,
        @NotNull Charge.Kind kind,
        @NotNull Charge.Timing timing,
        @NotNull Charge.Model model,
        @Nullable @Size(max = 64) String metric,
        @Nullable Boolean prorated,

        @Nullable @Positive @Digits(integer = 15, fraction = 12)
        BigDecimal quantity,

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
        @Nullable @Size(max = 5) List<@NotNull @Size(max = 64) String> groupBy,
        @Nullable @Size(max = 50) List<@Valid @NotNull CreateFilter> filters,

        @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
        BigDecimal minimumAmount,

        @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
        BigDecimal maximumAmount,

        @Nullable @Size(max = 5) List<@NotNull @Size(max = 64) String> taxRates,
        @Nullable Boolean invoiceable,
        @Nullable @Size(max = 50) Map<@CurrencyCode String, @Valid @NotNull CreatePrice> prices) {

    NewPlan.NewCharge toNew() {
        return new NewPlan.NewCharge(
                code,
                name,
                kind,
                timing,
                model,
                metric,
                Objects.requireNonNullElse(prorated, false),
                quantity,
                pricing(),
                Objects.requireNonNullElse(groupBy, List.of()),
                filters == null
                        ? List.of()
                        : filters.stream().map(CreateFilter::toNew).toList(),
                minimumAmount,
                maximumAmount,
                Objects.requireNonNullElse(taxRates, List.of()),
                Objects.requireNonNullElse(invoiceable, true),
                CreatePrice.toNew(prices));
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

    /** Usage with a price of its own, by the model of the charge: events that have one of the values for every property. */
    public record CreateFilter(
            @NotBlank @Size(max = 100) String name,
            @NotNull Map<String, @NotNull List<@NotNull String>> values,

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

        ChargeFilter toNew() {
            return new ChargeFilter(
                    name,
                    values,
                    new ChargePricing(
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
                            amountField));
        }
    }
}
