package dev.countinghouse.invoicing;

import static dev.countinghouse.invoicing.Samples.period;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.catalog.AddOnView;
import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.invoicing.NewOneOffInvoice.Line;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody writes by hand comes to, and what of it is found again when it is proved. */
class OneOffLinesTest {
    private static final LocalDate TODAY = LocalDate.of(2024, 6, 10);
    private static final Map<String, TaxRateView> RATES =
            Map.of("vat", Samples.tax("vat", "20"), "city", Samples.tax("city", "1.5"), "old", archived());

    private static TaxRateView archived() {
        TaxRateView rate = Samples.tax("old", "16");
        return new TaxRateView(
                rate.id(), null, "old", "Old", rate.percent(), null, Map.of(), 2, rate.createdAt(), Instant.EPOCH);
    }

    /** 49.00 EUR with 20 %, one that is not sold any more, and one of six taxes. */
    private static final Map<String, AddOnView> ADD_ONS = Map.of(
            "setup", addOn("setup", null, List.of("vat")),
            "gone", addOn("gone", Instant.EPOCH, List.of()),
            "kept", addOn("kept", null, List.of("old")),
            "taxed", addOn("taxed", null, List.of("vat", "city", "old", "a", "b", "c")));

    private static AddOnView addOn(String code, @Nullable Instant archivedAt, List<String> taxes) {
        return new AddOnView(
                UUID.randomUUID(),
                null,
                code,
                "Set-up of " + code,
                "What is done",
                new MoneyView(new BigDecimal("49.00"), "EUR"),
                taxes,
                Map.of(),
                0,
                Instant.EPOCH,
                archivedAt);
    }

    private static LineDraft line(String currency, Line line) {
        return new OneOffLines(Currency.getInstance(currency), TODAY, ADD_ONS, RATES)
                .of(List.of(line))
                .getFirst();
    }

    private static Line line(String quantity, String unitAmount, @Nullable ServicePeriod period, String... taxes) {
        return new Line("Work", new BigDecimal(quantity), new BigDecimal(unitAmount), period, List.of(taxes));
    }

    @ParameterizedTest(name = "{0} x {1} {2}")
    @CsvSource({
        "1, 12, EUR, 12, 12.00",
        "7.5, 96.333, EUR, 722.4975, 722.50",
        "3, 0.005, EUR, 0.015, 0.02",
        "3, 0.001, EUR, 0.003, 0.00",
        "1, -0.005, EUR, -0.005, -0.01",
        "-2, 10.25, EUR, -20.50, -20.50",
        "1.5, 333, JPY, 499.5, 500",
        "1, 1.2345, BHD, 1.2345, 1.235",
        "0.000000000001, 0.000000000001, EUR, 0.000000000000000000000001, 0.00",
        "1000000, 1000000, EUR, 1000000000000, 1000000000000.00"
    })
    void anAmountIsQuantityTimesUnitAmountRoundedOnce(
            String quantity, String unitAmount, String currency, BigDecimal precise, BigDecimal amount) {
        LineDraft line = line(currency, line(quantity, unitAmount, null));
        assertThat(line.preciseAmount()).isEqualByComparingTo(precise);
        assertThat(line.amount().toDecimal()).isEqualTo(amount);
        assertThat(found(line, 0)).isEmpty();
    }

    @Test
    void aLineIsForTheDayThatItIsDatedUnlessItSaysItsPeriod() {
        assertThat(line("EUR", line("1", "1", null)).period()).isEqualTo(period("2024-06-10/2024-06-11"));
        ServicePeriod may = period("2024-05-01/2024-06-01");
        assertThat(line("EUR", line("1", "1", may)).period()).isEqualTo(may);
    }

    @Test
    void itHasTheTaxesThatItNamesAndIsOfNoSubscription() {
        LineDraft line = line("EUR", line("1", "1", null, "city", "vat"));
        assertThat(line.taxes()).extracting(TaxRateView::code).containsExactly("city", "vat");
        assertThat(line.taxPercent()).isEqualByComparingTo("21.5");
        assertThat(line("EUR", line("1", "1", null)).taxes()).isEmpty();
        assertThat(line.purpose()).isEqualTo(LinePurpose.ONE_OFF);
        assertThat(line.itemId()).isNull();
        assertThat(line.chargeId()).isNull();
    }

    @Test
    void taxesAreInTheOrderInWhichTheInvoiceNamesThemFirst() {
        List<LineDraft> lines = new OneOffLines(Currency.getInstance("EUR"), TODAY, ADD_ONS, RATES)
                .of(List.of(line("1", "1", null, "vat", "city"), line("1", "1", null, "city", "vat")));
        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(line.taxes()).extracting(TaxRateView::code).containsExactly("vat", "city"));
    }

    @ParameterizedTest(name = "{1} {2} {3}")
    @CsvSource({
        "lines[1].tax_rates[1] unknown, 1, 1, vat none",
        "lines[1].tax_rates[0] unknown, 1, 1, old",
        "lines[1].tax_rates[1] duplicate, 1, 1, vat vat",
        "lines[1].unit_amount too_large, 1000000000000.01, 1, vat",
        "lines[1].unit_amount too_large, 999999999999999, -999999999999999, vat"
    })
    void whatCannotBeIsRefusedByItsField(String error, String quantity, String unitAmount, String taxes) {
        List<Line> lines = List.of(line("1", "1", null), line(quantity, unitAmount, null, taxes.split(" ")));
        OneOffLines oneOff = new OneOffLines(Currency.getInstance("EUR"), TODAY, ADD_ONS, RATES);
        assertThatThrownBy(() -> oneOff.of(lines))
                .isInstanceOfSatisfying(
                        BillingException.class,
                        refused -> assertThat(refused.errors())
                                .extracting(OneOffLinesTest::text)
                                .containsExactly(error));
    }

    @Test
    void anAddOnSaysWhatItsLineLeavesOut() {
        LineDraft line = line("EUR", new Line("setup", null, new BigDecimal("2"), null, null, null));
        assertThat(line.description()).isEqualTo("Set-up of setup");
        assertThat(line.amount()).isEqualTo(new Money(9800, Currency.getInstance("EUR")));
        assertThat(line.taxes()).extracting(TaxRateView::code).containsExactly("vat");
        assertThat(line.calculation()).containsEntry("add_on", "setup");
        assertThat(found(line, 0)).isEmpty();
        LineDraft said = line(
                "JPY", new Line("setup", "Two days of work", BigDecimal.TWO, new BigDecimal("4500"), null, List.of()));
        assertThat(said.description()).isEqualTo("Two days of work");
        assertThat(said.amount().minor()).isEqualTo(9000);
        assertThat(said.taxes()).isEmpty();
    }

    @Test
    void anAddOnKeepsATaxRateThatIsArchived() {
        assertThat(line("EUR", new Line("kept", null, BigDecimal.ONE, null, null, null))
                        .taxes())
                .extracting(TaxRateView::code)
                .containsExactly("old");
    }

    @ParameterizedTest(name = "{1} in {2}")
    @CsvSource({
        "lines[0].add_on unknown, none, EUR",
        "lines[0].add_on unknown, gone, EUR",
        "lines[0].add_on currency_mismatch, setup, USD",
        "lines[0].tax_rates required, taxed, EUR"
    })
    void anAddOnThatCannotBeSoldIsRefusedByItsField(String error, String code, String currency) {
        Line line = new Line(code, null, BigDecimal.ONE, null, null, null);
        assertThatThrownBy(() -> line(currency, line))
                .isInstanceOfSatisfying(
                        BillingException.class,
                        refused -> assertThat(refused.errors())
                                .extracting(OneOffLinesTest::text)
                                .containsExactly(error));
    }

    private static String text(FieldError error) {
        return error.field() + " " + error.code();
    }

    private static List<String> found(LineDraft line, long minor) {
        Findings findings = new Findings();
        StoredLine stored = new StoredLine(
                UUID.randomUUID(),
                Samples.id(1),
                "ACME-000001",
                1,
                Instant.EPOCH,
                null,
                null,
                line.purpose(),
                line.sequence(),
                line.period(),
                line.quantity(),
                line.unitAmount(),
                line.preciseAmount(),
                line.amount().plus(new Money(minor, line.amount().currency())),
                Money.zero(line.amount().currency()),
                line.taxPercent(),
                Money.zero(line.amount().currency()),
                line.taxes().stream().map(TaxRateView::code).toList(),
                new StoredLine.TaxedBy(null, List.of()),
                "one_off//",
                null,
                null);
        new OneOffProof(findings).prove(List.of(stored));
        assertThat(findings.counted("recomputed_lines")).isEqualTo(1);
        return findings.named().stream()
                .map(difference -> difference.field() + " " + difference.stored() + " " + difference.computed())
                .toList();
    }

    @Test
    void whatIsStoredOtherwiseIsNamed() {
        LineDraft line = line("EUR", line("2", "1.50", null, "vat"));
        assertThat(found(line, 0)).isEmpty();
        assertThat(found(line, -1)).containsExactly("amount 2.99 3.00");
    }
}
