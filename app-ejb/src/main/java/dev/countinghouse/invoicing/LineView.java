package dev.countinghouse.invoicing;

import dev.countinghouse.money.MoneyView;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invoice line going out.
 *
 * @param metric code; null on lines without usage
 * @param bucket of the charge's usage, by filter and pricing group; empty where it is not divided
 * @param unitAmount price of a unit in major units
 * @param amount quantity times unit amount, rounded once
 * @param discount what coupons took off it; zero or less of a line below zero
 * @param taxRates codes of the invoice's taxes that are on it
 * @param taxPercent all of them together
 * @param tax the line's share of them
 * @param calculation how the amount came about
 */
public record LineView(
        UUID id,
        int position,
        String description,
        @Nullable String metric,
        @Nullable UUID chargeId,
        LinePurpose purpose,
        String bucket,
        LocalDate periodStart,
        LocalDate periodEnd,
        BigDecimal quantity,
        BigDecimal unitAmount,
        MoneyView amount,
        MoneyView discount,
        List<String> taxRates,
        BigDecimal taxPercent,
        MoneyView tax,
        Map<String, Object> calculation) {
    /** What is left of it after coupons, before tax. */
    public MoneyView net() {
        return new MoneyView(amount.amount().subtract(discount.amount()), amount.currency());
    }
}
