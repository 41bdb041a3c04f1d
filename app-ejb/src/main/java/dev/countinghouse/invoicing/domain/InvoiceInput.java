package dev.countinghouse.invoicing.domain;

import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import dev.countinghouse.tax.domain.TaxRounding;
import dev.countinghouse.tax.domain.TaxRule;
import dev.countinghouse.wallet.domain.TopUp;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the amounts of an invoice follow from.
 *
 * @param currency of every amount
 * @param lines fees after their charges' own minimum and maximum
 * @param progressivelyBilled of this period's usage, on invoices before
 * @param commitment least amount of the plan in the period; null: none
 * @param coupons in any order
 * @param taxRounding where taxes are rounded
 * @param prepaid what the customer has
 */
public record InvoiceInput(
        Currency currency,
        List<Line> lines,
        Money progressivelyBilled,
        @Nullable Commitment commitment,
        List<Coupon> coupons,
        TaxRounding taxRounding,
        Prepaid prepaid) {

    /**
     * A fee.
     *
     * @param amount net, rounded
     * @param usage whether it bills usage: what was billed progressively is taken off these
     */
    public record Line(Money amount, boolean usage, List<TaxRule> taxes) {

        public Line {
            taxes = List.copyOf(taxes);
        }
    }

    /**
     * A minimum commitment.
     *
     * @param amount of the period, prorated where the period is a part
     * @param taxes on what fills it up
     */
    public record Commitment(Fraction amount, List<TaxRule> taxes) {

        public Commitment {
            taxes = List.copyOf(taxes);
        }
    }

    /**
     * What can pay without a payment.
     *
     * @param creditNotes what is left of each, oldest first
     * @param topUps of all wallets, in any order
     * @param at now: what has expired pays nothing
     */
    public record Prepaid(List<Money> creditNotes, List<TopUp> topUps, Instant at) {

        /** The customer has nothing. */
        public static final Prepaid NOTHING = new Prepaid(List.of(), List.of(), Instant.EPOCH);

        public Prepaid {
            creditNotes = List.copyOf(creditNotes);
            topUps = List.copyOf(topUps);
        }
    }

    public InvoiceInput {
        lines = List.copyOf(lines);
        coupons = List.copyOf(coupons);
    }

    /** Lines and taxes alone. */
    public static InvoiceInput of(Currency currency, List<Line> lines, TaxRounding taxRounding) {
        return new InvoiceInput(currency, lines, Money.zero(currency), null, List.of(), taxRounding, Prepaid.NOTHING);
    }

    /** The same with coupons. */
    public InvoiceInput withCoupons(List<Coupon> applied) {
        return new InvoiceInput(currency, lines, progressivelyBilled, commitment, applied, taxRounding, prepaid);
    }

    /** The same with credit notes and wallets. */
    public InvoiceInput withPrepaid(Prepaid held) {
        return new InvoiceInput(currency, lines, progressivelyBilled, commitment, coupons, taxRounding, held);
    }

    /** The same after progressive billing. */
    public InvoiceInput withProgressivelyBilled(Money billed) {
        return new InvoiceInput(currency, lines, billed, commitment, coupons, taxRounding, prepaid);
    }

    /** The same under a minimum commitment. */
    public InvoiceInput withCommitment(Commitment least) {
        return new InvoiceInput(currency, lines, progressivelyBilled, least, coupons, taxRounding, prepaid);
    }
}
