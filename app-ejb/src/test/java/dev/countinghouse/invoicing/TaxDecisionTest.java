package dev.countinghouse.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.invoicing.InvoiceView.BilledCustomer;
import dev.countinghouse.money.Money;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.tax.domain.TaxTreatment;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who sells to whom decides what is taxed, and by which rates. */
class TaxDecisionTest {

    private static final Map<String, TaxRateView> RATES = Map.of(
            "plan", Samples.tax("plan", "20"), "own", Samples.tax("own", "10"), "there", Samples.tax("there", "19"));

    private static InvoiceSeller seller(@Nullable String country, @Nullable Boolean euVat) {
        return new InvoiceSeller(
                "S", null, null, null, null, null, country, "FR1", null, null, null, null, null, null, null, null,
                euVat);
    }

    private static BilledCustomer exempt() {
        return new BilledCustomer(
                Samples.CUSTOMER,
                null,
                "Anna",
                null,
                null,
                "DE",
                null,
                true,
                null,
                null,
                List.of(),
                "An embassy",
                null);
    }

    private static @Nullable TaxTreatment treatment(@Nullable String name) {
        return name == null ? null : TaxTreatment.valueOf(name);
    }

    @ParameterizedTest(name = "from FR, VAT of the Union {0}, to {1}, VAT id valid {2}: {3}")
    @CsvSource(textBlock = """
            true,  FR, ,      DOMESTIC
            true,  FR, true,  DOMESTIC
            true,  DE, true,  REVERSE_CHARGE
            true,  DE, false, DESTINATION
            true,  DE, ,      DESTINATION
            true,  GR, true,  REVERSE_CHARGE
            true,  US, ,      OUTSIDE
            true,  GB, ,      OUTSIDE
            false, DE, true,
            ,      US, ,
            ,      ,   ,
            """)
    void itIsDecidedByWhereBothAre(
            @Nullable Boolean euVat, @Nullable String country, @Nullable Boolean valid, @Nullable String expected) {
        assertThat(TaxDecision.of(seller("FR", euVat), Samples.anna(country, valid)))
                .isEqualTo(treatment(expected));
    }

    @Test
    void whoIsExemptIsSoBeforeEverythingElse() {
        assertThat(TaxDecision.of(seller("DE", true), exempt())).isEqualTo(TaxTreatment.EXEMPT);
        assertThat(TaxDecision.of(null, exempt())).isEqualTo(TaxTreatment.EXEMPT);
    }

    @Test
    void nothingIsGuessedOfACustomerWithoutACountry() {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> TaxDecision.of(seller("FR", true), Samples.anna(null, null)))
                .satisfies(refusal ->
                        assertThat(refusal.errors().getFirst().code()).isEqualTo("no_country"));
    }

    @ParameterizedTest(name = "{0}: a line that names {1} has {2}, by hand {3}")
    @CsvSource(textBlock = """
            ,               plan, plan,  plan
            ,               -,    own,   -
            DOMESTIC,       plan, plan,  plan
            DOMESTIC,       -,    own,   -
            DESTINATION,    plan, there, there
            DESTINATION,    -,    there, -
            REVERSE_CHARGE, plan, -,     -
            OUTSIDE,        plan, -,     -
            EXEMPT,         plan, -,     -
            EXEMPT,         -,    -,     -
            """)
    void aLineHasTheTaxesThatAreDecided(@Nullable String treatment, String named, String of, String byHand) {
        String customers = "DESTINATION".equals(treatment) ? "there" : "own";
        Parties parties = new Parties(
                new IssuingTerms(14, "{}", "en", null),
                Samples.anna("DE", null),
                rates(customers),
                treatment(treatment),
                null);
        assertThat(codes(
                        parties,
                        Samples.line(
                                new Money(100, Currency.getInstance("EUR")),
                                rates(named).toArray(TaxRateView[]::new))))
                .isEqualTo(of);
        assertThat(codes(parties, byHand(rates(named)))).isEqualTo(byHand);
    }

    private static LineDraft byHand(List<TaxRateView> taxes) {
        return new OneOffLines(Currency.getInstance("EUR"), LocalDate.of(2024, 6, 10), Map.of(), RATES)
                .of(List.of(new NewOneOffInvoice.Line(
                        "Work",
                        BigDecimal.ONE,
                        BigDecimal.ONE,
                        null,
                        taxes.stream().map(TaxRateView::code).toList())))
                .getFirst();
    }

    private static List<TaxRateView> rates(String code) {
        return Arrays.stream(code.split(" "))
                .filter(RATES::containsKey)
                .map(RATES::get)
                .toList();
    }

    private static String codes(Parties parties, LineDraft line) {
        List<TaxRateView> taxes = parties.taxed(List.of(line)).getFirst().taxes();
        return taxes.isEmpty() ? "-" : taxes.getFirst().code();
    }

    @Test
    void toWhomNothingCanBeBilledIsSaidWhenItIs() {
        BillingException refusal = BillingException.invalid("customer_id", "no_tax_rate", "is in DE");
        Parties parties = new Parties(
                new IssuingTerms(14, "{}", "en", null),
                Samples.anna("DE", null),
                List.of(),
                TaxTreatment.DESTINATION,
                refusal);
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> parties.taxed(List.of()))
                .isSameAs(refusal);
    }
}
