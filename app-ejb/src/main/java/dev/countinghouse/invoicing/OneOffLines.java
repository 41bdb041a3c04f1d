package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.AddOnView;
import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.rating.domain.Calculation;
import dev.countinghouse.rating.domain.Rule;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns what somebody wrote by hand into invoice lines: pure, one rounding per line. */
final class OneOffLines {

    private static final String KIND = "one_off";

    /** What a line comes to at most, in major units: as a fee of a subscription. */
    private static final BigDecimal AMOUNT_MAX = BigDecimal.valueOf(1_000_000_000_000L);

    private static final int TAXES_MAX = 5; // of a line

    private final Currency currency;
    private final LocalDate day;
    private final Map<String, AddOnView> addOns;
    private final Map<String, TaxRateView> rates;

    /**
     * @param day that the invoice is dated
     * @param addOns by code; archived ones too
     * @param rates by code, also those of the add-ons; archived ones too
     */
    OneOffLines(Currency currency, LocalDate day, Map<String, AddOnView> addOns, Map<String, TaxRateView> rates) {
        this.currency = currency;
        this.day = day;
        this.addOns = addOns;
        this.rates = rates;
    }

    /** What a line says, or else its add-on. */
    private record Sold(
            NewOneOffInvoice.Line line, String description, BigDecimal unitAmount, List<TaxRateView> taxes) {

        /** Before the one rounding. */
        BigDecimal exactAmount() {
            return line.quantity().multiply(unitAmount);
        }
    }

    /** @throws BillingException when a line names an add-on or a tax rate that cannot be used, or comes to more than 10¹² */
    List<LineDraft> of(List<NewOneOffInvoice.Line> wanted) {
        List<Sold> sold = new ArrayList<>();
        List<LineDraft> lines = new ArrayList<>();
        for (NewOneOffInvoice.Line line : wanted) {
            within(sold.size(), () -> sold.add(sold(line)));
        }
        List<TaxRateView> order =
                sold.stream().flatMap(line -> line.taxes().stream()).distinct().toList();
        for (Sold line : sold) {
            line.taxes().sort(Comparator.comparingInt(order::indexOf)); // as the invoice shows them
            within(lines.size(), () -> lines.add(line(line, lines.size())));
        }
        return lines;
    }

    private static void within(int line, Runnable step) {
        try {
            step.run();
        } catch (BillingException e) {
            throw e.within("lines[%d].".formatted(line));
        }
    }

    private Sold sold(NewOneOffInvoice.Line line) {
        AddOnView addOn = line.addOn() == null ? null : addOn(line.addOn(), line.unitAmount() == null);
        return new Sold(
                line,
                addOn == null
                        ? Objects.requireNonNull(line.description())
                        : Objects.requireNonNullElse(line.description(), addOn.name()),
                addOn == null
                        ? Objects.requireNonNull(line.unitAmount())
                        : Objects.requireNonNullElseGet(
                                line.unitAmount(), () -> addOn.amount().amount()),
                taxes(line, addOn));
    }

    private AddOnView addOn(String code, boolean atItsPrice) {
        AddOnView addOn = addOns.get(code);
        if (addOn == null || addOn.archivedAt() != null) {
            throw BillingException.invalid("add_on", "unknown", "is no code of an add-on that can be sold");
        }
        String sold = addOn.amount().currency();
        if (atItsPrice && !sold.equals(currency.getCurrencyCode())) {
            throw BillingException.invalid(
                    "add_on",
                    "currency_mismatch",
                    "costs %s, the invoice is in %s: say its unit_amount".formatted(sold, currency.getCurrencyCode()));
        }
        return addOn;
    }

    private LineDraft line(Sold sold, int sequence) {
        BigDecimal exact = sold.exactAmount();
        Money amount = amount(exact);
        return new LineDraft(
                null,
                null,
                null,
                sold.description(),
                LinePurpose.ONE_OFF,
                "",
                sequence,
                Objects.requireNonNullElse(sold.line().period(), new ServicePeriod(day, day.plusDays(1))),
                sold.line().quantity(),
                sold.unitAmount(),
                exact,
                amount,
                sold.taxes(),
                calculation(sold, amount));
    }

    private Money amount(BigDecimal exact) {
        if (isTooLarge(exact)) {
            throw BillingException.invalid("unit_amount", "too_large", "comes to more than a million million");
        }
        return Money.halfUp(exact, currency);
    }

    /** Sums of books are reckoned in 64 bits of minor units; one invoice uses up little of them. */
    static boolean isTooLarge(BigDecimal amount) {
        return amount.abs().compareTo(AMOUNT_MAX) > 0;
    }

    /** An add-on keeps the rates that it has, also when they are archived. */
    private List<TaxRateView> taxes(NewOneOffInvoice.Line line, @Nullable AddOnView addOn) {
        if (line.taxRates() == null) {
            List<String> codes = addOn == null ? List.of() : addOn.taxRates();
            if (codes.size() > TAXES_MAX) {
                throw BillingException.invalid(
                        "tax_rates",
                        "required",
                        "must be given: the add-on has more than the " + TAXES_MAX + " of a line");
            }
            return codes.stream()
                    .map(code -> Objects.requireNonNull(rates.get(code)))
                    .collect(Collectors.toCollection(ArrayList::new));
        }
        List<TaxRateView> taxes = new ArrayList<>();
        for (String code : line.taxRates()) {
            String field = "tax_rates[%d]".formatted(taxes.size());
            TaxRateView rate = rates.get(code);
            if (rate == null || rate.archivedAt() != null) {
                throw BillingException.invalid(field, "unknown", "is no code of a tax rate that can be used");
            }
            if (taxes.contains(rate)) {
                throw BillingException.invalid(field, "duplicate", "is named already");
            }
            taxes.add(rate);
        }
        return taxes;
    }

    private static Map<String, @Nullable Object> calculation(Sold sold, Money amount) {
        Map<String, @Nullable Object> calculation = new LinkedHashMap<>();
        calculation.put("kind", KIND);
        if (sold.line().addOn() != null) {
            calculation.put("add_on", sold.line().addOn());
        }
        calculation.put("rounding", RoundingMode.HALF_UP);
        calculation.put(
                "steps",
                Calculation.of(Rule.UNITS_TIMES_PRICE)
                        .with("quantity", sold.line().quantity())
                        .with("unit_amount", sold.unitAmount())
                        .gives(sold.exactAmount())
                        .rounded(Fraction.of(sold.exactAmount()), amount));
        return calculation;
    }
}
