package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.money.Allocation;
import dev.countinghouse.money.Money;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invoice about to be finalized: its lines are law, the totals follow from them.
 *
 * @param zone whose days its dates are
 * @param at the instant it fell due to be written
 * @param period whose usage it bills; empty when it bills none
 * @param taxRate on all its lines; null for none
 */
record InvoiceDraft(
        UUID id,
        UUID customerId,
        UUID subscriptionId,
        Currency currency,
        ZoneId zone,
        Instant at,
        ServicePeriod period,
        List<LineDraft> lines,
        @Nullable TaxRateView taxRate) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** The sum of the lines, before tax. */
    Money subtotal() {
        return Money.sum(lines.stream().map(LineDraft::amount).toList(), currency);
    }

    /** Percent of tax, zero without a tax rate. */
    BigDecimal taxPercent() {
        return taxRate == null ? BigDecimal.ZERO : taxRate.percent();
    }

    /** HALF_UP of the base times the rate, once per invoice and rate. */
    Money tax() {
        BigDecimal exact = subtotal().toDecimal().multiply(taxPercent()).divide(HUNDRED);
        return Money.rounded(exact, currency, RoundingMode.HALF_UP);
    }

    /** The tax spread over the lines by largest remainder, in their order. */
    List<Money> lineTaxes() {
        if (subtotal().minor() == 0) {
            return lines.stream().map(line -> Money.zero(currency)).toList();
        }
        return Allocation.split(
                tax(), lines.stream().map(line -> line.amount().toDecimal()).toList());
    }

    Money total() {
        return subtotal().plus(tax());
    }
}
