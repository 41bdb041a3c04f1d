package dev.countinghouse.rating.domain;

import dev.countinghouse.money.Percent;
import dev.countinghouse.rating.domain.RatedPart.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rate on the money of transactions, with a fixed fee for each. The first transactions are free until one of the
 * allowances that are set is used up; a transaction that the free amount covers in part pays for the rest, and its fee. A
 * free transaction pays nothing, not even the minimum. Source: docs/BILLING.md, charge models.
 *
 * @param rate of the money that is not free
 * @param fixedFee of each transaction that is not free, in major units
 * @param freeAmount money free in a period; zero: no such allowance
 * @param freeTransactions transactions free in a period; zero: no such allowance
 * @param least what a transaction costs at least, fee included; null: nothing
 * @param most what a transaction costs at most, fee included; null: any amount
 */
public record Percentage(
        Percent rate,
        BigDecimal fixedFee,
        BigDecimal freeAmount,
        long freeTransactions,
        @Nullable BigDecimal least,
        @Nullable BigDecimal most) {

    public Percentage {
        if (freeAmount.signum() < 0 || freeTransactions < 0) {
            throw new IllegalArgumentException("allowances of " + freeAmount + " and " + freeTransactions);
        }
        if (least != null && most != null && least.compareTo(most) > 0) {
            throw new IllegalArgumentException("at least " + least + " and at most " + most);
        }
    }

    /** A rate alone. */
    public static Percentage of(Percent rate) {
        return new Percentage(rate, BigDecimal.ZERO, BigDecimal.ZERO, 0, null, null);
    }

    /**
     * What one transaction costs.
     *
     * @param charged the part of its money that is not free
     * @param free whether it pays nothing
     * @param limits what minimum and maximum add or take off
     */
    record Transaction(BigDecimal amount, BigDecimal charged, boolean free, BigDecimal limits, BigDecimal cost) {}

    /**
     * The parts of a period whose transactions are known by their sums alone: the free amount and the free transactions are
     * taken off, each from its own sum.
     *
     * @throws IllegalStateException when a transaction has a minimum or maximum: they need the transactions
     */
    public List<RatedPart> rate(BigDecimal total, long transactions) {
        if (least != null || most != null) {
            throw new IllegalStateException("a transaction's limits need the transactions, not their sum");
        }
        BigDecimal charged = total.subtract(freeAmount).max(BigDecimal.ZERO);
        long fees = Math.max(0, transactions - freeTransactions);
        return parts(charged, BigDecimal.valueOf(fees), BigDecimal.ZERO);
    }

    /**
     * The parts of a period.
     *
     * @param transactions their money, in the order of time: what is free depends on it, and nothing else does
     */
    public List<RatedPart> rate(List<BigDecimal> transactions) {
        BigDecimal charged = BigDecimal.ZERO;
        BigDecimal limits = BigDecimal.ZERO;
        long fees = 0;
        for (Transaction transaction : each(transactions)) {
            charged = charged.add(transaction.charged());
            limits = limits.add(transaction.limits());
            fees += transaction.free() ? 0 : 1;
        }
        return parts(charged, BigDecimal.valueOf(fees), limits);
    }

    /** The exact cost of a period's transactions. */
    public BigDecimal amountFor(List<BigDecimal> transactions) {
        return sum(rate(transactions));
    }

    /** The exact cost of a period known by its sums. */
    public BigDecimal amountFor(BigDecimal total, long transactions) {
        return sum(rate(total, transactions));
    }

    /** What each transaction costs: its fee when it is billed in advance. They sum to the cost of the period. */
    public List<BigDecimal> fees(List<BigDecimal> transactions) {
        return each(transactions).stream().map(Transaction::cost).toList();
    }

    /** How the amount comes about, transaction by transaction. */
    public Calculation calculation(List<BigDecimal> transactions) {
        Calculation.Builder builder = Calculation.of(Rule.PERCENTAGE)
                .with("rate", rate.value())
                .with("fixed_fee", fixedFee)
                .with("free_amount", freeAmount)
                .with("free_transactions", BigDecimal.valueOf(freeTransactions));
        for (Transaction transaction : each(transactions)) {
            builder.step(Calculation.of(Rule.TRANSACTION)
                    .with("amount", transaction.amount())
                    .with("charged", transaction.charged())
                    .with("limits", transaction.limits())
                    .gives(transaction.cost()));
        }
        return builder.gives(amountFor(transactions));
    }

    private List<Transaction> each(List<BigDecimal> amounts) {
        List<Transaction> transactions = new ArrayList<>();
        BigDecimal amountLeft = freeAmount;
        long transactionsLeft = freeTransactions;
        boolean byAmount = freeAmount.signum() > 0;
        boolean open = byAmount || freeTransactions > 0;
        for (BigDecimal amount : amounts) {
            BigDecimal free = BigDecimal.ZERO;
            boolean all = false;
            if (open) {
                free = byAmount ? amount.min(amountLeft).max(BigDecimal.ZERO) : amount;
                all = free.compareTo(amount) == 0;
                amountLeft = byAmount ? amountLeft.subtract(free) : amountLeft;
                transactionsLeft--;
                open = !(byAmount && amountLeft.signum() == 0) && !(freeTransactions > 0 && transactionsLeft == 0);
            }
            transactions.add(all ? free(amount) : charged(amount, amount.subtract(free)));
        }
        return transactions;
    }

    private static Transaction free(BigDecimal amount) {
        return new Transaction(amount, BigDecimal.ZERO, true, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    private Transaction charged(BigDecimal amount, BigDecimal charged) {
        BigDecimal cost = rate.of(charged).add(fixedFee);
        BigDecimal limited = cost;
        if (least != null) {
            limited = limited.max(least);
        }
        if (most != null) {
            limited = limited.min(most);
        }
        return new Transaction(amount, charged, false, limited.subtract(cost), limited);
    }

    private List<RatedPart> parts(BigDecimal charged, BigDecimal fees, BigDecimal limits) {
        List<RatedPart> parts = new ArrayList<>();
        parts.add(RatedPart.untiered(Kind.RATE, charged, rate.factor()));
        if (fixedFee.signum() != 0) {
            parts.add(RatedPart.untiered(Kind.FEES, fees, fixedFee));
        }
        if (limits.signum() != 0) {
            parts.add(RatedPart.untiered(Kind.TRANSACTION_LIMITS, BigDecimal.ONE, limits));
        }
        return List.copyOf(parts);
    }

    private static BigDecimal sum(List<RatedPart> parts) {
        return parts.stream().map(RatedPart::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
