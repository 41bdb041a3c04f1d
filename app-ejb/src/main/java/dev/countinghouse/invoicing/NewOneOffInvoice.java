package dev.countinghouse.invoicing;

import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invoice that somebody wrote by hand: of no subscription.
 *
 * @param currency ISO 4217; null: the customer's
 * @param legalEntity code of the one that issues it; null: whoever bills the customer
 */
public record NewOneOffInvoice(
        UUID customerId,
        @Nullable String currency,
        @Nullable String legalEntity,
        List<Line> lines) {

    public NewOneOffInvoice {
        lines = List.copyOf(lines);
    }

    /**
     * One of its lines.
     *
     * @param quantity not zero
     * @param unitAmount price of a unit in major units; below zero for what is taken off
     * @param period that it is for; null: the day that the invoice is dated
     * @param taxRates codes of the taxes on it, which nothing else says; empty for none
     */
    public record Line(
            String description,
            BigDecimal quantity,
            BigDecimal unitAmount,
            @Nullable ServicePeriod period,
            List<String> taxRates) {

        public Line {
            taxRates = List.copyOf(taxRates);
        }

        /** Before the one rounding. */
        BigDecimal exactAmount() {
            return quantity.multiply(unitAmount);
        }
    }
}
