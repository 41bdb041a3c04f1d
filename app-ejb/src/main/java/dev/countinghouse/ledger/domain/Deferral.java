package dev.countinghouse.ledger.domain;

import dev.countinghouse.money.Money;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * What of an invoice is not earned when it is finalized: what the days after its own earn of lines whose service goes on then. What days before
 * earned, and all of the other lines, is earned at once. Source: docs/BILLING.md, deferred revenue.
 *
 * @param from the first day that earns by itself: the invoice's, or later the first one that is not recognised yet, which earns what days before it
 *     would have
 * @param through the last one
 * @param amount of all its lines; below zero where more is given back, and zero where that is as much
 */
public record Deferral(LocalDate from, LocalDate through, Money amount) {

    /**
     * The deferral of an invoice; empty when all of it is earned at once.
     *
     * @param lines of the invoice that are for time, not for what was used
     * @param issuedOn the invoice's day
     * @param open the first day that is not recognised yet: no day before it can earn any more
     */
    public static Optional<Deferral> of(List<ServiceRevenue> lines, LocalDate issuedOn, LocalDate open) {
        LocalDate from = later(issuedOn, open);
        List<ServiceRevenue> deferred =
                lines.stream().filter(line -> line.goesOnAfter(issuedOn)).toList();
        return deferred.stream()
                .map(line -> line.period().end().minusDays(1))
                .max(LocalDate::compareTo)
                .map(last -> new Deferral(from, later(last, from), notEarned(deferred, issuedOn)));
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? other : one;
    }

    private static Money notEarned(List<ServiceRevenue> lines, LocalDate day) {
        Currency currency = lines.getFirst().amount().currency();
        return Money.sum(lines.stream().map(line -> line.notEarnedBefore(day)).toList(), currency);
    }
}
