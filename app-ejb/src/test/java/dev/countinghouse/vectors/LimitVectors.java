package dev.countinghouse.vectors;

import dev.countinghouse.invoicing.domain.Credit;
import dev.countinghouse.invoicing.domain.InvoiceAmounts;
import dev.countinghouse.invoicing.domain.InvoiceInput;
import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.Percent;
import dev.countinghouse.rating.domain.Commitment;
import dev.countinghouse.rating.domain.FreeUnits;
import dev.countinghouse.rating.domain.Price;
import dev.countinghouse.rating.domain.RecurringFee;
import dev.countinghouse.rating.domain.SpendLimits;
import dev.countinghouse.tax.domain.TaxRounding;
import dev.countinghouse.time.ServicePeriod;
import dev.countinghouse.vectors.BillingVectorsTest.Adapter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/** Minimum, maximum, commitments, free units. */
final class LimitVectors {

    static final Map<String, Adapter> ADAPTERS = Map.of(
            "commitment.windowed", LimitVectors::windowed,
            "commitment.quantity", LimitVectors::quantity,
            "maximum.spend", LimitVectors::maximum,
            "maximum.spend_with_discount", LimitVectors::maximum,
            "minimum.charge", LimitVectors::minimum,
            "minimum.charge_prorated", LimitVectors::minimumProrated,
            "minimum.commitment", LimitVectors::minimumCommitment,
            "minimum.spend", LimitVectors::minimumSpend,
            "minimum.settlement", LimitVectors::settlement,
            "usage_discount.free_units", LimitVectors::freeUnits);

    private LimitVectors() {}

    /** Windows in a bucket without true-up, and windows outside of it with the line's own commitment and true-up. */
    private static Map<String, ?> windowed(Given given) {
        BigDecimal factor = given.decimal("overage_factor");
        if (!given.has("in_bucket")) {
            boolean trueUp = !given.has("true_up") || given.flag("true_up");
            return results(charge(
                    given.decimals(given.oneOf("windows", "out_bucket", "usage", "units")),
                    given.decimal(given.oneOf("price", "unit_price")),
                    new Commitment(given.decimal("commitment"), factor, trueUp)));
        }
        Commitment.Charge sum = charge(
                given.decimals("in_bucket"),
                given.decimal("bucket_price"),
                new Commitment(given.decimal("bucket_commitment"), factor, false));
        if (given.has("out_bucket")) {
            sum = sum.plus(charge(
                    given.decimals("out_bucket"),
                    given.decimal("price"),
                    new Commitment(given.decimalOrZero("commitment"), factor, true)));
        }
        return results(sum);
    }

    /** A commitment in units in a bucket; outside of it no commitment. */
    private static Map<String, ?> quantity(Given given) {
        BigDecimal price = given.decimal("bucket_price");
        Commitment.Charge in = charge(
                given.decimals("in_bucket"),
                price,
                Commitment.ofUnits(given.decimal("commit_units"), price, given.decimal("overage_factor"), false));
        Commitment.Charge out = charge(
                given.decimals("out_bucket"),
                given.decimal("price"),
                new Commitment(BigDecimal.ZERO, BigDecimal.ONE, false));
        return results(in.plus(out));
    }

    private static Commitment.Charge charge(List<BigDecimal> windows, BigDecimal price, Commitment commitment) {
        Commitment.Charge sum = Commitment.Charge.NONE;
        for (BigDecimal units : windows) {
            sum = sum.plus(commitment.charge(new Price.Standard(price).amountFor(units)));
        }
        return sum;
    }

    private static Map<String, ?> results(Commitment.Charge charge) {
        return Map.of(
                "total", charge.total(),
                "utilized", charge.utilized(),
                "overage", charge.overage(),
                "true_up", charge.trueUp());
    }

    private static Map<String, ?> maximum(Given given) {
        Price price = new Price.Standard(given.decimal("unit_price"));
        return capped(given, price.incrementFor(given.decimalOrZero("units_before"), given.decimal("units")));
    }

    static Map<String, ?> capped(Given given, BigDecimal gross) {
        SpendLimits.Capped capped = SpendLimits.capped(
                gross,
                new Percent(given.decimalOrZero("discount_pct")),
                given.decimal("already_billed"),
                given.decimal("maximum"));
        return Map.of("gross", capped.gross(), "discount", capped.discount(), "net", capped.net());
    }

    private static Map<String, ?> minimum(Given given) {
        Fraction trueUp = SpendLimits.trueUp(Fraction.of(given.decimal("minimum")), given.decimal("used"));
        return Map.of("true_up", Money.halfUp(trueUp, given.currency()).toDecimal());
    }

    private static Map<String, ?> minimumSpend(Given given) {
        Price price = new Price.Standard(given.decimal("unit_price"));
        BigDecimal gross = price.incrementFor(given.decimalOrZero("units_before"), given.decimal("units"));
        BigDecimal trueUp = SpendLimits.trueUp(
                        Fraction.of(given.decimal("minimum")),
                        given.decimalOrZero("already_billed").add(gross))
                .toDecimal();
        return Map.of(
                "gross", gross,
                "true_up", trueUp,
                "minimum_topup", trueUp,
                "net", gross.add(trueUp),
                "total", gross.add(trueUp));
    }

    private static Map<String, ?> minimumProrated(Given given) {
        Currency currency = given.currency();
        Fraction share = Fraction.of(given.number("days"), given.number("days_in_period"));
        Money used = given.money("used");
        Money trueUp =
                Money.halfUp(SpendLimits.trueUp(share.times(given.decimal("minimum")), used.toDecimal()), currency);
        InvoiceAmounts invoice = InvoiceVectors.taxed(List.of(used, trueUp), given.percent("tax_pct"), currency);
        return Map.of(
                "true_up", trueUp.toDecimal(),
                "invoice_net", invoice.subtotal().toDecimal(),
                "invoice_tax", invoice.taxes().total().toDecimal(),
                "total", invoice.total().toDecimal());
    }

    private static Map<String, ?> minimumCommitment(Given given) {
        Currency currency = given.currency();
        Fraction share = Fraction.ONE;
        if (given.has("start")) {
            ServicePeriod whole = given.period("period_start", "period_end_excl");
            share = whole.from(given.date("start")).shareOf(whole);
        }
        List<Money> fees = new ArrayList<>(given.has("fees") ? given.moneys("fees") : List.of());
        if (given.has("subscription_fee")) {
            fees.add(Money.halfUp(
                    RecurringFee.of(given.decimal("subscription_fee"), share).amount(), currency));
            fees.addAll(given.moneys("other_fees"));
        }
        List<InvoiceInput.Line> lines = fees.stream()
                .map(fee -> new InvoiceInput.Line(fee, false, List.of()))
                .toList();
        InvoiceAmounts invoice = InvoiceAmounts.of(InvoiceInput.of(currency, lines, TaxRounding.DOCUMENT)
                .withCommitment(new InvoiceInput.Commitment(share.times(given.decimal("commitment")), List.of())));
        return Map.of("true_up", invoice.trueUp().toDecimal());
    }

    private static Map<String, ?> settlement(Given given) {
        Fraction unused = Fraction.of(given.number("unused_days"), given.number("days_in_period"));
        Credit credit = Credit.of(
                RecurringFee.of(given.decimal("price"), unused).amount(), given.percent("tax_pct"), given.currency());
        InvoiceInput.Line line = new InvoiceInput.Line(given.money("invoice_total"), false, List.of());
        InvoiceAmounts invoice =
                InvoiceAmounts.of(InvoiceInput.of(given.currency(), List.of(line), TaxRounding.DOCUMENT)
                        .withPrepaid(new InvoiceInput.Prepaid(List.of(credit.total()), List.of(), Instant.EPOCH)));
        return Map.of(
                "credit_net", credit.net().toDecimal(),
                "credit_tax", credit.tax().toDecimal(),
                "credit_total", credit.total().toDecimal(),
                "due", invoice.due().toDecimal());
    }

    private static Map<String, ?> freeUnits(Given given) {
        FreeUnits free = new FreeUnits(given.decimal("free_units"));
        return Map.of("billable", free.billable(given.decimalOrZero("units_before"), given.decimal("units")));
    }
}
