package dev.countinghouse.invoicing.domain;

import dev.countinghouse.money.Allocation;
import dev.countinghouse.money.Money;
import dev.countinghouse.rating.domain.SpendLimits;
import dev.countinghouse.tax.domain.TaxableLine;
import dev.countinghouse.tax.domain.Taxes;
import dev.countinghouse.wallet.domain.Drawdown;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/**
 * The amounts of an invoice, in the order they follow from each other: fees, progressive-billing credit, true-up of the
 * plan's minimum commitment, coupons, tax, credit notes, wallets, amount due. The sum of the lines is the law. Source:
 * docs/BILLING.md, order on an invoice.
 *
 * @param fees the sum of the lines
 * @param progressiveCredit taken off for invoices of the same period's usage before
 * @param trueUp what fills the plan's minimum commitment up; a line of its own, after the others
 * @param discounts what coupons take off, by line, the true-up's last
 * @param netLines what is left of each line and the true-up: the bases of tax
 * @param subtotal their sum
 * @param taxes on them
 * @param total subtotal and tax
 * @param creditNotes taken from each credit note, in the order given
 * @param wallets taken from wallets
 * @param due what is left to be paid
 */
public record InvoiceAmounts(
        Money fees,
        Money progressiveCredit,
        Money trueUp,
        CouponDiscounts discounts,
        List<Money> netLines,
        Money subtotal,
        Taxes taxes,
        Money total,
        List<Money> creditNotes,
        Drawdown wallets,
        Money due) {

    public InvoiceAmounts {
        netLines = List.copyOf(netLines);
        creditNotes = List.copyOf(creditNotes);
    }

    /** The amounts that follow. */
    public static InvoiceAmounts of(InvoiceInput input) {
        Currency currency = input.currency();
        List<Money> amounts = new ArrayList<>(
                input.lines().stream().map(InvoiceInput.Line::amount).toList());
        Money fees = Money.sum(amounts, currency);
        Money progressive = takeProgressive(input, amounts);
        Money trueUp = trueUp(input, fees);
        if (trueUp.signum() > 0) {
            amounts.add(trueUp);
        }
        CouponDiscounts discounts = CouponDiscounts.of(amounts, input.coupons(), currency);
        List<Money> net = minus(amounts, discounts.lines());
        Money subtotal = Money.sum(net, currency);
        Taxes taxes = Taxes.onTop(taxable(input, net), input.taxRounding(), currency);
        Money total = subtotal.plus(taxes.total());
        List<Money> credited = fromCreditNotes(total, input.prepaid().creditNotes());
        Money open = total.minus(Money.sum(credited, currency));
        Drawdown wallets =
                Drawdown.of(open, input.prepaid().topUps(), input.prepaid().at());
        return new InvoiceAmounts(
                fees, progressive, trueUp, discounts, net, subtotal, taxes, total, credited, wallets, wallets.open());
    }

    /** Takes what was billed progressively off the usage lines, spread over them, so that each is taxed on what is left. */
    private static Money takeProgressive(InvoiceInput input, List<Money> amounts) {
        List<Integer> usage = new ArrayList<>();
        Money sum = Money.zero(input.currency());
        for (int i = 0; i < amounts.size(); i++) {
            if (input.lines().get(i).usage() && amounts.get(i).signum() > 0) {
                usage.add(i);
                sum = sum.plus(amounts.get(i));
            }
        }
        Money credit = ProgressiveBilling.credit(sum, input.progressivelyBilled());
        if (credit.signum() > 0) {
            List<Money> parts = Allocation.split(
                    credit, usage.stream().map(i -> amounts.get(i).toDecimal()).toList());
            for (int k = 0; k < parts.size(); k++) {
                amounts.set(usage.get(k), amounts.get(usage.get(k)).minus(parts.get(k)));
            }
        }
        return credit;
    }

    /** Fees count in full: what was billed progressively was spent too. */
    private static Money trueUp(InvoiceInput input, Money fees) {
        InvoiceInput.Commitment commitment = input.commitment();
        return commitment == null
                ? Money.zero(input.currency())
                : Money.halfUp(SpendLimits.trueUp(commitment.amount(), fees.toDecimal()), input.currency());
    }

    private static List<TaxableLine> taxable(InvoiceInput input, List<Money> net) {
        List<TaxableLine> lines = new ArrayList<>();
        for (int i = 0; i < net.size(); i++) {
            InvoiceInput.Commitment commitment = input.commitment();
            boolean fee = i < input.lines().size();
            lines.add(new TaxableLine(
                    net.get(i), fee || commitment == null ? input.lines().get(i).taxes() : commitment.taxes()));
        }
        return lines;
    }

    private static List<Money> minus(List<Money> amounts, List<Money> discounts) {
        List<Money> net = new ArrayList<>();
        for (int i = 0; i < amounts.size(); i++) {
            net.add(amounts.get(i).minus(discounts.get(i)));
        }
        return net;
    }

    private static List<Money> fromCreditNotes(Money total, List<Money> notes) {
        List<Money> taken = new ArrayList<>();
        Money open = total;
        for (Money note : notes) {
            Money part = note.min(open).orZero();
            taken.add(part);
            open = open.minus(part);
        }
        return taken;
    }
}
