package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.invoicing.ProofRepository.StoredInvoice;
import dev.countinghouse.invoicing.domain.InvoiceAmounts;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.Percent;
import dev.countinghouse.tax.domain.TaxRule;
import dev.countinghouse.tax.domain.Taxes;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sums an invoice once more, by what its lines come to after coupons: net, each tax with its base and its spreading, total. The percent of a tax
 * is that of its rate in the catalog, which never changes. Pure.
 */
final class InvoiceProof {

    private final Findings findings;
    private final Map<String, TaxRateView> rates;

    /** @param rates that lines name, by code */
    InvoiceProof(Findings findings, Map<String, TaxRateView> rates) {
        this.findings = findings;
        this.rates = rates;
    }

    /**
     * @param lines in their order
     * @param amounts that they come to after coupons
     */
    void prove(StoredInvoice invoice, List<StoredLine> lines, InvoiceAmounts amounts) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).position() != i + 1) {
                differs(invoice, "line", lines.get(i).position(), i + 1);
                break;
            }
        }
        money(invoice, "subtotal", invoice.subtotal(), amounts.subtotal());
        money(invoice, "tax", invoice.tax(), amounts.taxes().total());
        money(invoice, "total", invoice.total(), amounts.total());
        taxes(invoice, amounts.taxes());
        List<Money> spread = amounts.taxes().lines();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).tax().equals(spread.get(i))) {
                findings.differs(
                        lines.get(i),
                        "tax",
                        lines.get(i).tax().toDecimal(),
                        spread.get(i).toDecimal());
            }
        }
    }

    /** The taxes on a line, at the catalog's rates. */
    List<TaxRule> rules(StoredLine line) {
        return line.taxes().stream()
                .map(code -> new TaxRule(code, new Percent(percent(code))))
                .toList();
    }

    private BigDecimal percent(String code) {
        @Nullable TaxRateView rate = rates.get(code);
        return rate == null ? BigDecimal.ZERO : rate.percent();
    }

    private void taxes(StoredInvoice invoice, Taxes computed) {
        Map<String, InvoiceView.Tax> stored = new HashMap<>();
        InvoiceJson.taxes(invoice.taxes()).forEach(tax -> stored.put(tax.code(), tax));
        for (Taxes.Group group : computed.groups()) {
            String code = group.tax().code();
            InvoiceView.Tax tax = stored.remove(code);
            if (tax == null) {
                differs(invoice, "taxes." + code, "no such tax", group.amount().toDecimal());
                continue;
            }
            decimal(invoice, "taxes." + code + ".percent", tax.percent(), percent(code));
            decimal(
                    invoice,
                    "taxes." + code + ".base",
                    tax.base().amount(),
                    group.base().toDecimal());
            decimal(
                    invoice,
                    "taxes." + code + ".amount",
                    tax.amount().amount(),
                    group.amount().toDecimal());
        }
        stored.forEach(
                (code, tax) -> differs(invoice, "taxes." + code, tax.amount().amount(), "no such tax"));
    }

    private void decimal(StoredInvoice invoice, String field, BigDecimal stored, BigDecimal computed) {
        if (stored.compareTo(computed) != 0) {
            differs(invoice, field, stored.toPlainString(), computed.toPlainString());
        }
    }

    private void money(StoredInvoice invoice, String field, Money stored, Money computed) {
        if (!stored.equals(computed)) {
            differs(invoice, field, stored.toDecimal(), computed.toDecimal());
        }
    }

    private void differs(StoredInvoice invoice, String field, Object stored, Object computed) {
        findings.differs(new Difference(
                invoice.number(), null, field, Objects.toString(stored), Objects.toString(computed), "invoice"));
    }
}
