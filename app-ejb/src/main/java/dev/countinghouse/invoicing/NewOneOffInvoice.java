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
     * @param addOn code of what is sold; null: what the line says alone
     * @param description null: the add-on's name
     * @param quantity not zero
     * @param unitAmount price of a unit in major units, below zero for what is taken off; null: the add-on's
     * @param period that it is for; null: the day that the invoice is dated
     * @param taxRates codes of the taxes on it, empty for none; null: the add-on's, or none
     */
    public record Line(
            @Nullable String addOn,
            @Nullable String description,
            BigDecimal quantity,
            @Nullable BigDecimal unitAmount,
            @Nullable ServicePeriod period,
            @Nullable List<String> taxRates) {

        /** @throws IllegalArgumentException when neither the line nor an add-on says what it is and costs */
        public Line {
            if (addOn == null && (description == null || unitAmount == null)) {
                throw new IllegalArgumentException("a line without an add-on says what it is and what it costs");
            }
        }

        /** One of no add-on. */
        public Line(
                String description,
                BigDecimal quantity,
                BigDecimal unitAmount,
                @Nullable ServicePeriod period,
                List<String> taxRates) {
            this(null, description, quantity, unitAmount, period, taxRates);
        }
    }
}
