package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.invoicing.domain.InvoiceAmounts;
import dev.countinghouse.invoicing.domain.InvoiceInput;
import dev.countinghouse.ledger.domain.Deferral;
import dev.countinghouse.ledger.domain.ServiceRevenue;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.Percent;
import dev.countinghouse.tax.domain.TaxRounding;
import dev.countinghouse.tax.domain.TaxRule;
import dev.countinghouse.time.ServicePeriod;
import dev.countinghouse.wallet.WalletSettlement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invoice about to be finalized: its lines are law, the totals follow from them.
 *
 * @param parties who it is between, by whom its lines are taxed
 * @param subscriptionId null for lines that somebody wrote by hand
 * @param zone whose days its dates are
 * @param at the instant it fell due to be written
 * @param period whose usage it bills; empty when it bills none
 * @param amounts what the lines come to
 * @param coupons which took how much off
 */
record InvoiceDraft(
        UUID id,
        Parties parties,
        @Nullable UUID subscriptionId,
        Currency currency,
        ZoneId zone,
        Instant at,
        ServicePeriod period,
        List<LineDraft> lines,
        InvoiceAmounts amounts,
        List<CouponUse> coupons) {

    /**
     * A tax on it.
     *
     * @param base the sum of the lines that it is on
     * @param amount HALF_UP of the base times the rate
     */
    record Tax(TaxRateView rate, Money base, Money amount) {}

    /** Who is to pay it. */
    UUID customerId() {
        return parties.customerId();
    }

    /** Whose subscription it bills; the customer himself where it bills none. */
    UUID subscriberId() {
        return parties.subscriberId();
    }

    /** That one, where another customer pays for him; null: nobody does. */
    @Nullable
    UUID childId() {
        return parties.child() == null ? null : parties.child().id();
    }

    /** Code of the one that issues it; null: the tenant itself. */
    @Nullable
    String legalEntity() {
        return parties.terms().legalEntity();
    }

    /** The day that it is dated. */
    LocalDate issuedOn() {
        return LocalDate.ofInstant(at, zone);
    }

    /** Its lines as they give back. */
    List<GivenBack.Line> giving() {
        return lines.stream()
                .map(line -> new GivenBack.Line(
                        line.itemId(), line.chargeId(), line.purpose(), line.period(), line.amount()))
                .toList();
    }

    /** Its lines as coupons find them, with what each gives back. */
    DiscountedLines before(List<GivenBack.Part> back) {
        List<DiscountedLines.Line> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            LineDraft line = lines.get(i);
            found.add(
                    new DiscountedLines.Line(line.itemId(), line.chargeId(), line.amount(), back.get(i), rules(line)));
        }
        return new DiscountedLines(currency, found);
    }

    /** The same after coupons. */
    InvoiceDraft discounted(DiscountedLines.Result result) {
        return new InvoiceDraft(
                id, parties, subscriptionId, currency, zone, at, period, lines, result.amounts(), result.uses());
    }

    /** What was taken off each line, in their order; zero or less of a line below zero. */
    List<Money> lineDiscounts() {
        List<Money> discounts = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            discounts.add(lines.get(i).amount().minus(amounts.netLines().get(i)));
        }
        return discounts;
    }

    /** All that was taken off. */
    Money discount() {
        return Money.sum(lineDiscounts(), currency);
    }

    /**
     * What of it is not earned when it is finalized; of one that is not issued, which posts nothing, all is.
     *
     * @param open the first day that is not recognised yet
     */
    Optional<Deferral> deferral(LocalDate open) {
        if (isSkipped()) {
            return Optional.empty();
        }
        List<ServiceRevenue> services = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).purpose() == LinePurpose.PROGRESSIVE) {
                continue; // it was used by then
            }
            services.add(
                    new ServiceRevenue(amounts.netLines().get(i), lines.get(i).period()));
        }
        return Deferral.of(services, issuedOn(), open);
    }

    LocalDate dueOn() {
        return issuedOn().plusDays(parties.terms().netTermsDays());
    }

    /** The sum of the lines after coupons, before tax. */
    Money subtotal() {
        return amounts.subtotal();
    }

    /** All taxes together. */
    Money tax() {
        return amounts.taxes().total();
    }

    /** What each tax comes to, rounded once; in the order in which the lines name them. */
    List<Tax> taxes() {
        Map<TaxRule, TaxRateView> rates = new HashMap<>();
        lines.forEach(line -> line.taxes().forEach(rate -> rates.put(rule(rate), rate)));
        return amounts.taxes().groups().stream()
                .map(group -> new Tax(Objects.requireNonNull(rates.get(group.tax())), group.base(), group.amount()))
                .toList();
    }

    /** The taxes spread over the lines, in their order. */
    List<Money> lineTaxes() {
        return amounts.taxes().lines();
    }

    Money total() {
        return amounts.total();
    }

    /**
     * Whether it is not issued: it is of a subscription, comes to nothing and has nothing of any tax, and the tenant wants none of those.
     * What it billed counts as billed all the same.
     */
    boolean isSkipped() {
        return parties.terms().skipsZero()
                && subscriptionId != null
                && subtotal().signum() == 0
                && taxes().stream().allMatch(tax -> tax.amount().signum() == 0);
    }

    /** To be settled from what the customer has. */
    WalletSettlement.Claim claim() {
        return new WalletSettlement.Claim(customerId(), total(), at);
    }

    /** What lines come to: reckoned once for a draft. */
    static InvoiceAmounts amounts(Currency currency, List<LineDraft> lines) {
        List<InvoiceInput.Line> amounts = lines.stream()
                .map(line -> new InvoiceInput.Line(line.amount(), line.metric() != null, rules(line)))
                .toList();
        return InvoiceAmounts.of(InvoiceInput.of(currency, amounts, TaxRounding.DOCUMENT));
    }

    private static List<TaxRule> rules(LineDraft line) {
        return line.taxes().stream().map(InvoiceDraft::rule).toList();
    }

    private static TaxRule rule(TaxRateView rate) {
        return new TaxRule(rate.code(), new Percent(rate.percent()));
    }
}
