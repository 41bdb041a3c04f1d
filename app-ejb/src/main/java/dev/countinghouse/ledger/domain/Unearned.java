package dev.countinghouse.ledger.domain;

import dev.countinghouse.money.Money;
import java.time.LocalDate;

/**
 * What of an invoice's line is not earned yet.
 *
 * @param rest below zero of a line that gives back
 * @param from the first day that is still to earn of it
 */
public record Unearned(Money rest, LocalDate from) {

    /**
     * What a credit takes of it: no more than there is. What is credited beyond it was earned before, and is taken back.
     *
     * @param credit net, of the line's sign
     */
    public Money taken(Money credit) {
        Money zero = Money.zero(rest.currency());
        return rest.signum() > 0 ? credit.min(rest).max(zero) : credit.max(rest).min(zero);
    }

    /** What a credit leaves of it, which the days from its first on earn. */
    public Unearned after(Money credit) {
        return new Unearned(rest.minus(taken(credit)), from);
    }
}
