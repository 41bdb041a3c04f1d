package dev.countinghouse.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.invoicing.domain.Coupon;
import dev.countinghouse.invoicing.domain.Credit;
import dev.countinghouse.invoicing.domain.Creditable;
import dev.countinghouse.invoicing.domain.InvoiceAmounts;
import dev.countinghouse.invoicing.domain.InvoiceBalance;
import dev.countinghouse.invoicing.domain.InvoiceInput;
import dev.countinghouse.invoicing.domain.ProgressiveBilling;
import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.Percent;
import dev.countinghouse.rating.domain.Price;
import dev.countinghouse.rating.domain.RecurringFee;
import dev.countinghouse.tax.domain.TaxRounding;
import dev.countinghouse.tax.domain.TaxRule;
import dev.countinghouse.vectors.BillingVectorsTest.Adapter;
import dev.countinghouse.wallet.domain.TopUp;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is on an invoice: coupons, credits, progressive billing, the order of it all. */
final class InvoiceVectors {

    static final Map<String, Adapter> ADAPTERS = Map.of(
            "coupon.exceeds_total", InvoiceVectors::couponExceedsTotal,
            "coupon.percentage", InvoiceVectors::couponInPercent,
            "credit_note.sequence", InvoiceVectors::creditNotes,
            "invoice.balance", InvoiceVectors::balance,
            "invoice.consolidation", InvoiceVectors::consolidation,
            "invoice.order_of_operations", InvoiceVectors::order,
            "progressive_billing.credit", InvoiceVectors::progressive,
            "progressive_billing.terminate", InvoiceVectors::progressiveEnd,
            "progressive_billing.upgrade", InvoiceVectors::progressiveEnd);

    private static final Instant NOW = Instant.EPOCH;

    private InvoiceVectors() {}

    static InvoiceAmounts taxed(List<Money> lines, Percent rate, Currency currency) {
        return InvoiceAmounts.of(input(lines, rate, currency));
    }

    static InvoiceInput input(List<Money> lines, Percent rate, Currency currency) {
        List<TaxRule> taxes = List.of(new TaxRule("tax", rate));
        return InvoiceInput.of(
                currency,
                lines.stream()
                        .map(amount -> new InvoiceInput.Line(amount, false, taxes))
                        .toList(),
                TaxRounding.DOCUMENT);
    }

    static Coupon coupon(Coupon.Discount discount, int turn, Set<Integer> lines) {
        return new Coupon(Coupon.Scope.GENERAL, NOW.plusSeconds(turn), discount, lines);
    }

    private static Map<String, ?> couponExceedsTotal(Given given) {
        List<Coupon> coupons = new ArrayList<>();
        for (Money amount : given.moneys("coupons")) {
            coupons.add(coupon(new Coupon.Discount.Amount(amount), coupons.size(), Set.of()));
        }
        InvoiceAmounts invoice = InvoiceAmounts.of(
                input(given.moneys("fees"), Percent.ZERO, given.currency()).withCoupons(coupons));
        return Map.of(
                "applied", invoice.discounts().total().toDecimal(),
                "total", invoice.total().toDecimal());
    }

    private static Map<String, ?> couponInPercent(Given given) {
        Coupon coupon = coupon(new Coupon.Discount.Rate(given.percent("percent")), 0, Set.of());
        InvoiceAmounts invoice = InvoiceAmounts.of(
                input(given.moneys("price"), Percent.ZERO, given.currency()).withCoupons(List.of(coupon)));
        return Map.of(
                "discount", invoice.discounts().total().toDecimal(),
                "final", invoice.total().toDecimal());
    }

    private static Map<String, ?> creditNotes(Given given) {
        InvoiceAmounts invoice = taxed(given.moneys("invoice_net"), given.percent("tax_pct"), given.currency());
        Creditable creditable =
                Creditable.of(invoice.subtotal(), invoice.taxes().total());
        Map<String, Object> results = new HashMap<>();
        for (Money item : given.moneys("items")) {
            Credit credit = creditable.credit(item);
            creditable = creditable.after(credit);
            results.put("cn" + (results.size() + 1), credit.total().toDecimal());
        }
        results.put("invoice_total", invoice.total().toDecimal());
        results.put("sum_equals_invoice", creditable.credited().total().equals(invoice.total()));
        return results;
    }

    private static Map<String, ?> balance(Given given) {
        InvoiceBalance balance = InvoiceBalance.of(
                given.moneys("items"),
                given.moneyOrZero("account_credit_items"),
                given.moneyOrZero("paid_net_of_refunds"),
                given.currency());
        return Map.of(
                "charged", balance.charged().toDecimal(),
                "balance", balance.balance().toDecimal());
    }

    private static Map<String, ?> consolidation(Given given) {
        Map<String, BigDecimal> totals = new HashMap<>();
        for (int month = 1; given.has("month" + month); month++) {
            InvoiceAmounts invoice = taxed(given.moneys("month" + month), Percent.ZERO, given.currency());
            totals.put("m" + month, invoice.total().toDecimal());
        }
        return totals;
    }

    private static Map<String, ?> order(Given given) {
        Coupon coupon = coupon(new Coupon.Discount.Amount(given.money("coupon")), 0, Set.of());
        TopUp topUp = new TopUp(1, null, false, NOW, given.money("prepaid"));
        InvoiceAmounts invoice = InvoiceAmounts.of(input(
                        List.of(given.money("subscription"), given.money("usage")),
                        given.percent("tax_pct"),
                        given.currency())
                .withCoupons(List.of(coupon))
                .withPrepaid(new InvoiceInput.Prepaid(given.moneys("credit_notes"), List.of(topUp), NOW)));
        return Map.of(
                "subtotal", invoice.subtotal().toDecimal(),
                "tax", invoice.taxes().total().toDecimal(),
                "gross", invoice.total().toDecimal(),
                "due", invoice.due().toDecimal());
    }

    private static Map<String, ?> progressive(Given given) {
        Currency currency = given.currency();
        ProgressiveBilling billing = new ProgressiveBilling(given.moneys(given.oneOf("threshold", "thresholds")), null);
        Price price = new Price.Standard(given.decimal("unit_price"));
        BigDecimal units = BigDecimal.ZERO;
        Money usage = Money.zero(currency);
        Money billed = Money.zero(currency);
        for (BigDecimal event : given.decimals("usage")) {
            units = units.add(event);
            usage = Money.halfUp(price.amountFor(units), currency);
            billed = billed.plus(billing.due(usage, billed));
        }
        InvoiceAmounts invoice = last(given.money("plan_fee"), usage, billed);
        return Map.of(
                "threshold_invoice", billed.toDecimal(),
                "final_fees", invoice.fees().toDecimal(),
                "progressive_credit", invoice.progressiveCredit().toDecimal(),
                "final_total", invoice.total().toDecimal());
    }

    private static Map<String, ?> progressiveEnd(Given given) {
        Fraction share = Fraction.of(given.number("days_used"), given.number("days_in_period"));
        Money fee =
                Money.halfUp(RecurringFee.of(given.decimal("plan_fee"), share).amount(), given.currency());
        InvoiceAmounts invoice = last(fee, given.money("usage"), given.money("credited"));
        return Map.of("total", invoice.total().toDecimal());
    }

    private static InvoiceAmounts last(Money fee, Money usage, Money billed) {
        List<InvoiceInput.Line> lines =
                List.of(new InvoiceInput.Line(fee, false, List.of()), new InvoiceInput.Line(usage, true, List.of()));
        return InvoiceAmounts.of(
                InvoiceInput.of(fee.currency(), lines, TaxRounding.DOCUMENT).withProgressivelyBilled(billed));
    }

    /** Indices in an example's list. */
    static Set<Integer> indices(JsonNode list) {
        Set<Integer> indices = new HashSet<>();
        list.forEach(index -> indices.add(Integer.valueOf(index.asText())));
        return indices;
    }
}
