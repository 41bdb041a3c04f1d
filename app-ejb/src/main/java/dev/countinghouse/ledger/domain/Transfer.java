package dev.countinghouse.ledger.domain;

import dev.countinghouse.money.Money;
import java.util.List;

/**
 * An amount that goes from one account to another. It is debited as much as it is credited, so whatever is made of transfers is
 * balanced.
 *
 * @param amount above zero
 */
public record Transfer(Account debit, Account credit, Money amount) {

    public Transfer {
        if (debit == credit || amount.signum() <= 0) {
            throw new IllegalArgumentException("%s from %s to %s".formatted(amount, credit, debit));
        }
    }

    /** The transfer of an amount of either sign: below zero it goes the other way, and nothing is none. */
    public static List<Transfer> of(Account debit, Account credit, Money amount) {
        return switch (amount.signum()) {
            case 1 -> List.of(new Transfer(debit, credit, amount));
            case -1 -> List.of(new Transfer(credit, debit, amount.negated()));
            default -> List.of();
        };
    }
}
