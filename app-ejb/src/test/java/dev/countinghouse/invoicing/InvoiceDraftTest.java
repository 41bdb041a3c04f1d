package dev.countinghouse.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvoiceDraftTest {

    @ParameterizedTest(name = "{2} % of {1} {0} is {3}")
    @CsvSource({
        "EUR, 100.00, 8.875, 8.88",
        "EUR, 123.45, 7.25, 8.95",
        "EUR, 100.00, 33.333, 33.33",
        "JPY, 999, 10.5, 105",
        "EUR, 5.48, 20, 1.10",
        "EUR, 1.94, 20, 0.39",
        "EUR, 8.93, 20, 1.79",
        "EUR, 31.50, 8.25, 2.60",
        "EUR, 0.02, 25, 0.01", // half a cent is a cent
        "EUR, 0.01, 20, 0.00",
        "BHD, 1.234, 10, 0.123",
        "EUR, 100.00, 0, 0.00",
        "EUR, 100.00, 100, 100.00",
        "EUR, -5.48, 20, -1.10"
    })
    void taxIsHalfUpOfTheBaseTimesTheRate(String currency, BigDecimal base, String percent, BigDecimal tax) {
        Currency unit = Currency.getInstance(currency);
        InvoiceDraft draft =
                draft(unit, Samples.tax(percent), Money.exact(base, unit).minor());
        assertThat(draft.tax()).isEqualTo(Money.exact(tax, unit));
        assertThat(draft.total()).isEqualTo(Money.exact(base.add(tax), unit));
    }

    /** 68.33 + 68.33 + 57.50 + 85.00 at 20 %: 55.83 on the sum, where tax by line would be 55.84. */
    @Test
    void taxIsRoundedOncePerInvoiceAndNotPerLine() {
        InvoiceDraft draft = draft(eur(), Samples.tax("20"), 6833, 6833, 5750, 8500);
        assertThat(draft.subtotal()).isEqualTo(new Money(27916, eur()));
        assertThat(draft.tax()).isEqualTo(new Money(5583, eur()));
        assertThat(draft.total()).isEqualTo(new Money(33499, eur()));
    }

    @ParameterizedTest(name = "{1} % on lines of {0} is {2}")
    @CsvSource({
        "6833 6833 5750 8500, 20, 1367 1366 1150 1700", // one of the two equal remainders gives the cent
        "10000 5000, 10, 1000 500",
        "1 1 1, 20, 1 0 0",
        "1000 -200, 25, 250 -50",
        "0 500, 20, 0 100"
    })
    void taxIsSpreadOverTheLinesByLargestRemainder(String lines, String percent, String taxes) {
        InvoiceDraft draft = draft(eur(), Samples.tax(percent), longs(lines));
        assertThat(draft.lineTaxes().stream().mapToLong(Money::minor)).containsExactly(boxed(longs(taxes)));
    }

    @Test
    void linesThatCancelOutEachHaveTheirOwnTax() {
        InvoiceDraft draft = draft(eur(), Samples.tax("20"), 500, -500);
        assertThat(draft.lineTaxes()).containsExactly(new Money(100, eur()), new Money(-100, eur()));
        assertThat(draft.tax()).isEqualTo(Money.zero(eur()));
        assertThat(draft.total()).isEqualTo(Money.zero(eur()));
    }

    @Test
    void withoutATaxRateThereIsNoTax() {
        InvoiceDraft draft = draft(eur(), null, 500, 700);
        assertThat(draft.taxes()).isEmpty();
        assertThat(draft.lines())
                .allSatisfy(line -> assertThat(line.taxPercent()).isEqualByComparingTo(BigDecimal.ZERO));
        assertThat(draft.lineTaxes()).containsExactly(Money.zero(eur()), Money.zero(eur()));
        assertThat(draft.total()).isEqualTo(new Money(1200, eur()));
    }

    @Property
    void theTotalIsTheSumOfItsLinesAndTheirTaxes(
            @ForAll @Size(min = 1, max = 12) List<@LongRange(min = -100_000, max = 1_000_000) Long> lines,
            @ForAll @BigRange(min = "0", max = "100") @Scale(6) BigDecimal percent) {
        InvoiceDraft draft = draft(
                eur(),
                Samples.tax(percent.toPlainString()),
                lines.stream().mapToLong(Long::longValue).toArray());
        Money taxes = Money.sum(draft.lineTaxes(), eur());
        assertThat(taxes).isEqualTo(draft.tax());
        assertThat(draft.subtotal().plus(taxes)).isEqualTo(draft.total());
    }

    @Property
    void taxIsWithinHalfACentOfTheExactTax(
            @ForAll @LongRange(min = 0, max = 10_000_000) long base,
            @ForAll @BigRange(min = "0", max = "100") @Scale(6) BigDecimal percent) {
        InvoiceDraft draft = draft(eur(), Samples.tax(percent.toPlainString()), base);
        BigDecimal exact = BigDecimal.valueOf(base, 2).multiply(percent).movePointLeft(2);
        assertThat(draft.tax().toDecimal()).isEqualTo(exact.setScale(2, RoundingMode.HALF_UP));
    }

    @Test
    void itsTaxesAreKeptAsADocumentThatReadsBack() {
        InvoiceDraft draft = draft(eur(), Samples.tax("20"), 5600);
        assertThat(InvoiceJson.taxes(InvoiceJson.taxes(draft))).singleElement().satisfies(tax -> {
            assertThat(tax.code()).isEqualTo("vat");
            assertThat(tax.percent()).isEqualByComparingTo("20");
            assertThat(tax.base()).isEqualTo(InvoiceJson.view(new Money(5600, eur())));
            assertThat(tax.amount()).isEqualTo(InvoiceJson.view(new Money(1120, eur())));
        });
        assertThat(InvoiceJson.taxes(InvoiceJson.taxes(draft(eur(), null, 5600))))
                .isEmpty();
    }

    /**
     * 10.05 and 20.10 at 20 %: 30.15 x 20 % = 6.03, spread 2.01 and 4.02. 20.10 and 33.33 at 1.25 %: 53.43 x 1.25 % = 0.667875,
     * 0.67, spread 0.25 and 0.42. 33.33 at 5.5 % = 1.83315, 1.83.
     */
    @Test
    void eachTaxIsRoundedOnceOverTheLinesThatItIsOn() {
        TaxRateView vat = Samples.tax("20");
        TaxRateView city = Samples.tax("city", "1.25");
        TaxRateView reduced = Samples.tax("reduced", "5.5");
        InvoiceDraft draft = draft(
                eur(),
                Samples.line(new Money(1005, eur()), vat),
                Samples.line(new Money(2010, eur()), vat, city),
                Samples.line(new Money(3333, eur()), reduced, city),
                Samples.line(new Money(700, eur())));
        assertThat(draft.taxes())
                .containsExactlyInAnyOrder(
                        new InvoiceDraft.Tax(vat, new Money(3015, eur()), new Money(603, eur())),
                        new InvoiceDraft.Tax(city, new Money(5343, eur()), new Money(67, eur())),
                        new InvoiceDraft.Tax(reduced, new Money(3333, eur()), new Money(183, eur())));
        assertThat(draft.lineTaxes().stream().mapToLong(Money::minor)).containsExactly(201L, 427L, 225L, 0L);
        assertThat(draft.lines())
                .extracting(line -> line.taxPercent().toPlainString())
                .containsExactly("20", "21.25", "6.75", "0");
        assertThat(draft.tax()).isEqualTo(new Money(853, eur()));
        assertThat(draft.total()).isEqualTo(new Money(7901, eur()));
        assertThat(InvoiceJson.taxes(InvoiceJson.taxes(draft)))
                .extracting(InvoiceView.Tax::code)
                .containsExactly("vat", "city", "reduced");
    }

    /** 5 % of 0.10 is 0.005: a cent for each of two taxes, where one tax on both lines would be one cent. */
    @Test
    void taxesOfTheSameRateStayApart() {
        InvoiceDraft draft = draft(
                eur(),
                Samples.line(new Money(10, eur()), Samples.tax("one", "5")),
                Samples.line(new Money(10, eur()), Samples.tax("other", "5")));
        assertThat(draft.lineTaxes().stream().mapToLong(Money::minor)).containsExactly(1L, 1L);
    }

    private static InvoiceDraft draft(Currency currency, @Nullable TaxRateView tax, long... lines) {
        TaxRateView[] taxes = tax == null ? new TaxRateView[0] : new TaxRateView[] {tax};
        return draft(
                currency,
                Arrays.stream(lines)
                        .mapToObj(minor -> Samples.line(new Money(minor, currency), taxes))
                        .toArray(LineDraft[]::new));
    }

    private static InvoiceDraft draft(Currency currency, LineDraft... lines) {
        return new InvoiceDraft(
                Samples.id(9),
                Samples.parties(),
                Samples.SUBSCRIPTION,
                currency,
                Samples.PARIS,
                Instant.parse("2023-06-30T22:00:00Z"),
                Samples.period("2023-06-01/2023-07-01"),
                List.of(lines),
                InvoiceDraft.amounts(currency, List.of(lines)),
                List.of());
    }

    private static Currency eur() {
        return Currency.getInstance("EUR");
    }

    private static long[] longs(String text) {
        return Arrays.stream(text.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    }

    private static Long[] boxed(long[] values) {
        return Arrays.stream(values).boxed().toArray(Long[]::new);
    }
}
