package dev.countinghouse.invoicing;

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
import org.jspecify.annotations.Nullable;

/** Turns what somebody wrote by hand into invoice lines: pure, one rounding per line. */
final class OneOffLines {

    private static final String KIND = "one_off";

    /** What a line comes to at most, in major units: as a fee of a subscription. */
    private static final BigDecimal AMOUNT_MAX = BigDecimal.valueOf(1_000_000_000_000L);

    private final Currency currency;
    private final LocalDate day;
    private final Map<String, TaxRateView> rates;

    /**
     * @param day that the invoice is dated
     * @param rates by code; archived ones too
     */
    OneOffLines(Currency currency, LocalDate day, Map<String, TaxRateView> rates) {
        this.currency = currency;
        this.day = day;
        this.rates = rates;
    }

    /** @throws BillingException when a line names a tax rate that cannot be used, or comes to more than 10¹² */
    List<LineDraft> of(List<NewOneOffInvoice.Line> wanted) {
        List<String> order = wanted.stream()
                .flatMap(line -> line.taxRates().stream())
                .distinct()
                .toList();
        List<LineDraft> lines = new ArrayList<>();
        for (NewOneOffInvoice.Line line : wanted) {
            try {
                List<TaxRateView> taxes = taxes(line.taxRates());
                taxes.sort(Comparator.comparingInt(rate -> order.indexOf(rate.code()))); // as the invoice shows them
                lines.add(line(line, lines.size(), taxes));
            } catch (BillingException e) {
                throw e.within("lines[%d].".formatted(lines.size()));
            }
        }
        return lines;
    }

    private LineDraft line(NewOneOffInvoice.Line line, int sequence, List<TaxRateView> taxes) {
        BigDecimal exact = line.exactAmount();
        Money amount = amount(exact);
        return new LineDraft(
                null,
                null,
                null,
                line.description(),
                LinePurpose.ONE_OFF,
                "",
                sequence,
                Objects.requireNonNullElse(line.period(), new ServicePeriod(day, day.plusDays(1))),
                line.quantity(),
                line.unitAmount(),
                exact,
                amount,
                taxes,
                calculation(line, amount));
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

    private List<TaxRateView> taxes(List<String> codes) {
        List<TaxRateView> taxes = new ArrayList<>();
        for (String code : codes) {
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

    private static Map<String, @Nullable Object> calculation(NewOneOffInvoice.Line line, Money amount) {
        Map<String, @Nullable Object> calculation = new LinkedHashMap<>();
        calculation.put("kind", KIND);
        calculation.put("rounding", RoundingMode.HALF_UP);
        calculation.put(
                "steps",
                Calculation.of(Rule.UNITS_TIMES_PRICE)
                        .with("quantity", line.quantity())
                        .with("unit_amount", line.unitAmount())
                        .gives(line.exactAmount())
                        .rounded(Fraction.of(line.exactAmount()), amount));
        return calculation;
    }
}
