package dev.countinghouse.ledger.domain;

import dev.countinghouse.money.Money;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * What of an invoice is not earned when it is finalized. Its lines whose service goes on after its first day here are earned day by day from
 * that day on; what days before it earned, and all of the other lines, is earned at once. Source: docs/BILLING.md, deferred revenue.
 *
 * @param from the first day that earns by itself
 * @param through the last one, after the first
 * @param amount of all its lines; below zero where more is given back, and zero where that is as much
 */
public record Deferral(LocalDate from, LocalDate through, Money amount) {

    /**
     * The deferral of an invoice; empty when all of it is earned at once.
     *
     * @param lines of the invoice
     * @param issuedOn the invoice's day
     * @param open the first day that is not recognised yet: no day before it can earn any more
     */
    public static Optional<Deferral> of(List<ServiceRevenue> lines, LocalDate issuedOn, LocalDate open) {
        LocalDate from = issuedOn.isBefore(open) ? open : issuedOn;
        List<ServiceRevenue> deferred =
                lines.stream().filter(line -> line.goesOnAfter(from)).toList();
        return deferred.stream()
                .map(line -> line.period().end().minusDays(1))
                .max(LocalDate::compareTo)
                .map(last -> new Deferral(from, last, notEarned(deferred, from)));
    }

    private static Money notEarned(List<ServiceRevenue> lines, LocalDate from) {
        Currency currency = lines.getFirst().amount().currency();
        return Money.sum(lines.stream().map(line -> line.notEarnedBefore(from)).toList(), currency);
    }
}
