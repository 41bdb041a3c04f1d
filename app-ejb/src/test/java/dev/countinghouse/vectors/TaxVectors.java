package dev.countinghouse.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.invoicing.domain.Coupon;
import dev.countinghouse.invoicing.domain.InvoiceAmounts;
import dev.countinghouse.invoicing.domain.InvoiceInput;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.Percent;
import dev.countinghouse.tax.domain.TaxRounding;
import dev.countinghouse.tax.domain.TaxRule;
import dev.countinghouse.tax.domain.TaxTreatment;
import dev.countinghouse.tax.domain.TaxableLine;
import dev.countinghouse.tax.domain.Taxes;
import dev.countinghouse.vectors.BillingVectorsTest.Adapter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Taxes. */
final class TaxVectors {

    static final Map<String, Adapter> ADAPTERS = Map.of(
            "tax.coupon_before_tax", TaxVectors::couponBeforeTax,
            "tax.coupon_then_tax", TaxVectors::couponThenTax,
            "tax.rounding", TaxVectors::rounding,
            "tax.rounding_level", TaxVectors::roundingLevel,
            "tax.vat_reverse_charge", TaxVectors::reverseCharge);

    private TaxVectors() {}

    /** Amounts in cents. */
    private static Map<String, ?> couponBeforeTax(Given given) {
        List<Money> fees = cents(given, "fees");
        List<BigDecimal> rates = given.decimals("tax_pct");
        List<InvoiceInput.Line> lines = new ArrayList<>();
        for (int i = 0; i < fees.size(); i++) {
            TaxRule tax = new TaxRule("tax", new Percent(rates.get(i)));
            lines.add(new InvoiceInput.Line(fees.get(i), false, List.of(tax)));
        }
        List<Coupon> coupons = new ArrayList<>();
        for (JsonNode coupon : given.node("coupons")) {
            Money amount = new Money(coupon.get("amount").asLong(), given.currency());
            Set<Integer> ofLines = InvoiceVectors.indices(coupon.get("fees"));
            coupons.add(InvoiceVectors.coupon(new Coupon.Discount.Amount(amount), coupons.size(), ofLines));
        }
        InvoiceAmounts invoice = InvoiceAmounts.of(
                InvoiceInput.of(given.currency(), lines, TaxRounding.DOCUMENT).withCoupons(coupons));
        return Map.of(
                "fee_coupons", cents(invoice.discounts().lines()),
                "fee_tax", cents(invoice.taxes().lines()),
                "subtotal", cents(invoice.subtotal()),
                "tax", cents(invoice.taxes().total()),
                "total", cents(invoice.total()));
    }

    private static List<Money> cents(Given given, String name) {
        return given.decimals(name).stream()
                .map(cents -> new Money(cents.longValueExact(), given.currency()))
                .toList();
    }

    private static List<BigDecimal> cents(List<Money> amounts) {
        return amounts.stream().map(TaxVectors::cents).toList();
    }

    private static BigDecimal cents(Money amount) {
        return BigDecimal.valueOf(amount.minor());
    }

    private static Map<String, ?> couponThenTax(Given given) {
        Coupon coupon = InvoiceVectors.coupon(new Coupon.Discount.Rate(given.percent("coupon_pct")), 0, Set.of());
        InvoiceAmounts invoice = InvoiceAmounts.of(
                InvoiceVectors.input(given.moneys("subtotal"), given.percent("tax_pct"), given.currency())
                        .withCoupons(List.of(coupon)));
        return Map.of(
                "discount", invoice.discounts().total().toDecimal(),
                "tax", invoice.taxes().total().toDecimal(),
                "total", invoice.total().toDecimal());
    }

    private static Map<String, ?> rounding(Given given) {
        InvoiceAmounts invoice =
                InvoiceVectors.taxed(given.moneys("taxable"), given.percent("rate_pct"), given.currency());
        return Map.of(
                "tax", invoice.taxes().total().toDecimal(),
                "total", invoice.total().toDecimal());
    }

    /** The total with tax, rounded on the sum or on each item. */
    private static Map<String, ?> roundingLevel(Given given) {
        List<TaxRule> taxes = List.of(new TaxRule("tax", given.percent("rate_pct")));
        List<Money> items = given.moneys("items");
        List<TaxableLine> lines =
                items.stream().map(item -> new TaxableLine(item, taxes)).toList();
        Money net = Money.sum(items, given.currency());
        return Map.of(
                "total_tax_on_sum",
                        net.plus(total(lines, TaxRounding.DOCUMENT, given)).toDecimal(),
                "total_tax_per_item",
                        net.plus(total(lines, TaxRounding.LINE, given)).toDecimal());
    }

    private static Money total(List<TaxableLine> lines, TaxRounding rounding, Given given) {
        return Taxes.onTop(lines, rounding, given.currency()).total();
    }

    /** Two countries of the Union where the charge is reversed, one where the example does not say so. */
    private static Map<String, ?> reverseCharge(Given given) {
        boolean reversed = given.flag("reverse_charge");
        TaxTreatment treatment = TaxTreatment.of("FR", reversed ? "DE" : "FR", reversed);
        Percent vat = given.percent("vat_pct");
        InvoiceAmounts invoice = InvoiceVectors.taxed(
                given.moneys("subtotal"), treatment.isTaxed() ? vat : Percent.ZERO, given.currency());
        return Map.of(
                "tax", invoice.taxes().total().toDecimal(),
                "total", invoice.total().toDecimal());
    }
}
