package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.invoicing.InvoiceView.BilledCustomer;
import dev.countinghouse.invoicing.ProofRepository.StoredInvoice;
import dev.countinghouse.money.Decimals;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.tax.domain.TaxTreatment;
import dev.countinghouse.tax.domain.VatIdRule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides once more what taxes an invoice has, by the seller and the customer as it keeps them. Where the rates that are named decide,
 * its lines are compared with those by what they are proved with; here with what else decides. Pure.
 */
final class TaxProof {

    private static final String NONE = "none";

    private final Findings findings;
    private final Map<String, TaxRateView> rates;

    /** @param rates that lines name, by code */
    TaxProof(Findings findings, Map<String, TaxRateView> rates) {
        this.findings = findings;
        this.rates = rates;
    }

    void prove(StoredInvoice invoice, List<StoredLine> lines) {
        BilledCustomer customer =
                InvoiceJson.customer(invoice.id(), invoice.parties().customer());
        treatment(invoice, customer);
        if (Boolean.TRUE.equals(customer.vatIdValid()) && !isVatId(customer)) {
            differs(invoice, "customer.vat_id_valid", "true", "no VAT id of " + customer.country());
        }
        for (StoredLine line : lines) {
            BigDecimal percent = line.taxes().stream()
                    .map(rates::get)
                    .filter(Objects::nonNull)
                    .map(TaxRateView::percent)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            if (line.taxPercent().compareTo(percent) != 0) {
                findings.differs(line, "tax_percent", plain(line.taxPercent()), plain(percent));
            }
            if (!TaxDecision.isByRates(invoice.parties().treatment())) {
                codes(line, invoice.parties().treatment(), customer.country());
            }
        }
    }

    private void treatment(StoredInvoice invoice, BilledCustomer customer) {
        if (invoice.parties().treatment() == TaxTreatment.NO_SUPPLY) {
            return; // that it sells credits is proved with the wallets
        }
        String stored = text(invoice.parties().treatment());
        String decided;
        try {
            decided = text(TaxDecision.of(InvoiceJson.seller(invoice.parties().seller()), customer));
        } catch (BillingException refusal) {
            decided = "nothing: the customer has no country";
        }
        if (!stored.equals(decided)) {
            differs(invoice, "tax_treatment", stored, decided);
        }
    }

    /** Of every member state an id that is valid has its format and check digits, whoever else was asked. */
    private static boolean isVatId(BilledCustomer customer) {
        String country = Objects.requireNonNullElse(customer.country(), "");
        return VatIdRule.of(country)
                .map(rule -> rule.holds(Objects.requireNonNullElse(customer.vatId(), "")))
                .orElse(false);
    }

    /** A rate may have been archived since, but its country never changes. */
    private void codes(StoredLine line, @Nullable TaxTreatment treatment, @Nullable String country) {
        boolean untaxed = line.purpose() == LinePurpose.ONE_OFF && line.taxes().isEmpty();
        boolean holds = treatment == TaxTreatment.DESTINATION
                ? untaxed
                        || isOfNothing(line)
                        || (line.taxes().size() == 1 && isOf(line.taxes().getFirst(), country))
                : line.taxes().isEmpty();
        if (!holds) {
            findings.differs(
                    line,
                    "tax_rates",
                    line.taxes().isEmpty() ? NONE : String.join(", ", line.taxes()),
                    treatment == TaxTreatment.DESTINATION ? "the rate of " + country : NONE);
        }
    }

    /** What a rate of zero percent was named for is not taxed elsewhere either; by whom it was named is proved with the line. */
    private static boolean isOfNothing(StoredLine line) {
        return !line.taxes().isEmpty() && line.taxPercent().signum() == 0;
    }

    private boolean isOf(String code, @Nullable String country) {
        @Nullable TaxRateView rate = rates.get(code);
        return rate != null
                && country != null
                && rate.country() != null
                && rate.country().equals(TaxTreatment.stateOf(country));
    }

    private void differs(StoredInvoice invoice, String field, String stored, String computed) {
        findings.differs(new Difference(invoice.number(), null, field, stored, computed, "invoice"));
    }

    private static String text(@Nullable TaxTreatment treatment) {
        return treatment == null ? NONE : treatment.name().toLowerCase(Locale.ROOT);
    }

    private static String plain(BigDecimal value) {
        return Decimals.plain(value).toPlainString();
    }
}
