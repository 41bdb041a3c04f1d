package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.invoicing.domain.InvoiceAmounts;
import dev.countinghouse.invoicing.domain.InvoiceInput;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.Percent;
import dev.countinghouse.tax.domain.TaxRounding;
import dev.countinghouse.tax.domain.TaxRule;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
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

    /** The sum of the lines, before tax. */
    Money subtotal() {
        return amounts().subtotal();
    }

    /** Percent of tax, zero without a tax rate. */
    BigDecimal taxPercent() {
        return taxRate == null ? BigDecimal.ZERO : taxRate.percent();
    }

    /** Once per invoice and rate. */
    Money tax() {
        return amounts().taxes().total();
    }

    /** The tax spread over the lines, in their order. */
    List<Money> lineTaxes() {
        return amounts().taxes().lines();
    }

    Money total() {
        return amounts().total();
    }

    private InvoiceAmounts amounts() {
        List<TaxRule> taxes =
                taxRate == null ? List.of() : List.of(new TaxRule(taxRate.code(), new Percent(taxRate.percent())));
        List<InvoiceInput.Line> amounts = lines.stream()
                .map(line -> new InvoiceInput.Line(line.amount(), line.metric() != null, taxes))
                .toList();
        return InvoiceAmounts.of(InvoiceInput.of(currency, amounts, TaxRounding.DOCUMENT));
    }
}
