package dev.countinghouse.tax.domain;

import dev.countinghouse.money.Allocation;
import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.Percent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The taxes of a document. Always the sum of {@link #lines} and the sum of the groups. Source: docs/BILLING.md, rounding,
 * tax and totals.
 *
 * @param lines tax of each line, in their order
 * @param groups what each tax comes to, in the order in which the lines name them
 * @param total all of it
 */
public record Taxes(List<Money> lines, List<Group> groups, Money total) {

    /**
     * One tax of a document.
     *
     * @param base net amount it is on
     */
    public record Group(TaxRule tax, Money base, Money amount) {}

    public Taxes {
        lines = List.copyOf(lines);
        groups = List.copyOf(groups);
    }

    /**
     * Taxes on top of net amounts.
     *
     * @param lines all in the currency
     */
    public static Taxes onTop(List<TaxableLine> lines, TaxRounding rounding, Currency currency) {
        Money[] perLine = zeros(lines, currency);
        List<Group> groups = new ArrayList<>();
        byTax(lines).forEach((tax, indices) -> {
            List<Money> bases = indices.stream().map(i -> lines.get(i).amount()).toList();
            Money base = Money.sum(bases, currency);
            List<Money> parts = rounding == TaxRounding.LINE
                    ? bases.stream().map(tax.rate()::of).toList()
                    : spread(
                            tax.rate().of(base),
                            bases.stream().map(part -> exact(part, tax)).toList());
            for (int k = 0; k < parts.size(); k++) {
                perLine[indices.get(k)] = perLine[indices.get(k)].plus(parts.get(k));
            }
            groups.add(new Group(tax, base, Money.sum(parts, currency)));
        });
        return of(perLine, groups, currency);
    }

    /**
     * Taxes that the amounts already include. A line's net amount is its amount less its tax.
     *
     * @param lines all in the currency
     */
    public static Taxes included(List<TaxableLine> lines, TaxRounding rounding, Currency currency) {
        Money[] perLine = zeros(lines, currency);
        Map<TaxRule, Group> groups = new LinkedHashMap<>();
        byTaxes(lines).forEach((taxes, indices) -> {
            List<Money> grosses =
                    indices.stream().map(i -> lines.get(i).amount()).toList();
            Percent rate =
                    new Percent(taxes.stream().map(tax -> tax.rate().value()).reduce(BigDecimal.ZERO, BigDecimal::add));
            List<Money> parts = rounding == TaxRounding.LINE
                    ? grosses.stream().map(gross -> within(gross, rate)).toList()
                    : spread(
                            within(Money.sum(grosses, currency), rate),
                            grosses.stream()
                                    .map(gross -> exactWithin(gross, rate))
                                    .toList());
            for (int k = 0; k < parts.size(); k++) {
                perLine[indices.get(k)] = parts.get(k);
            }
            Money tax = Money.sum(parts, currency);
            addGroups(groups, taxes, Money.sum(grosses, currency).minus(tax), tax);
        });
        return of(perLine, List.copyOf(groups.values()), currency);
    }

    /** The tax of an amount that still is exact, such as the unused part of a fee: rounded once, not upon a rounding. */
    public static Money on(Fraction net, Percent rate, Currency currency) {
        return Money.halfUp(rate.of(net), currency);
    }

    private static Money within(Money gross, Percent rate) {
        return Money.halfUp(exactWithin(gross, rate), gross.currency());
    }

    private static Fraction exactWithin(Money gross, Percent rate) {
        return Fraction.of(rate.value())
                .dividedBy(Fraction.of(rate.value().add(BigDecimal.valueOf(100))))
                .times(gross.toDecimal());
    }

    private static Fraction exact(Money base, TaxRule tax) {
        return tax.rate().of(Fraction.of(base.toDecimal()));
    }

    /** One tax of several is its share of their rates. */
    private static void addGroups(Map<TaxRule, Group> groups, List<TaxRule> taxes, Money base, Money tax) {
        List<Money> parts = Allocation.split(
                tax, taxes.stream().map(each -> each.rate().value()).toList());
        for (int k = 0; k < taxes.size(); k++) {
            Group part = new Group(taxes.get(k), base, parts.get(k));
            groups.merge(
                    taxes.get(k),
                    part,
                    (one, other) -> new Group(
                            one.tax(),
                            one.base().plus(other.base()),
                            one.amount().plus(other.amount())));
        }
    }

    private static Taxes of(Money[] perLine, List<Group> groups, Currency currency) {
        List<Money> lines = Arrays.asList(perLine);
        return new Taxes(lines, groups, Money.sum(lines, currency));
    }

    private static Money[] zeros(List<TaxableLine> lines, Currency currency) {
        Money[] zeros = new Money[lines.size()];
        Arrays.fill(zeros, Money.zero(currency));
        return zeros;
    }

    /**
     * Each line has its own tax, but for the cent that the one rounding makes: a share of the document's tax by the lines' amounts would
     * be far from that where lines below zero leave little of the sum.
     */
    private static List<Money> spread(Money tax, List<Fraction> exact) {
        return Allocation.round(exact, tax);
    }

    private static Map<TaxRule, List<Integer>> byTax(List<TaxableLine> lines) {
        Map<TaxRule, List<Integer>> indices = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            for (TaxRule tax : lines.get(i).taxes()) {
                indices.computeIfAbsent(tax, ignored -> new ArrayList<>()).add(i);
            }
        }
        return indices;
    }

    private static Map<List<TaxRule>, List<Integer>> byTaxes(List<TaxableLine> lines) {
        Map<List<TaxRule>, List<Integer>> indices = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            indices.computeIfAbsent(lines.get(i).taxes(), ignored -> new ArrayList<>())
                    .add(i);
        }
        return indices;
    }
}
