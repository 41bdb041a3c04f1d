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
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns what somebody wrote by hand into invoice lines: pure, one rounding per line. */
final class OneOffLines {

    private static final String KIND = "one_off";

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

    /** @throws BillingException when a line names a tax rate that cannot be used, or comes to more than an amount can be */
    List<LineDraft> of(List<NewOneOffInvoice.Line> wanted) {
        List<LineDraft> lines = new ArrayList<>();
        for (NewOneOffInvoice.Line line : wanted) {
            try {
                lines.add(line(line, lines.size()));
            } catch (BillingException e) {
                throw e.within("lines[%d].".formatted(lines.size()));
            }
        }
        return lines;
    }

    private LineDraft line(NewOneOffInvoice.Line line, int sequence) {
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
                taxes(line.taxRates()),
                calculation(line, amount));
    }

    private Money amount(BigDecimal exact) {
        try {
            return Money.halfUp(exact, currency);
        } catch (ArithmeticException e) { // more minor units than 64 bits hold
            throw BillingException.invalid("unit_amount", "too_large", "comes to more than an amount can be");
        }
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
