package dev.countinghouse.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.invoicing.InvoiceView.BilledCustomer;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.tax.domain.TaxTreatment;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartiesTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    private static BilledCustomer customer(String country, List<String> rates) {
        return new BilledCustomer(
                UUID.randomUUID(), null, "Ada", null, null, country, null, null, null, null, rates, null, null);
    }

    /** @param rates of the customer, or of his country */
    private static Parties parties(@Nullable TaxTreatment treatment, String country, String... rates) {
        List<TaxRateView> taxes =
                Arrays.stream(rates).map(code -> Samples.tax(code, "20")).toList();
        return new Parties(Samples.parties().terms(), customer(country, List.of(rates)), taxes, treatment, null);
    }

    private static LineView billed(String purpose, @Nullable String code, String percent) {
        MoneyView nothing = MoneyView.of(Money.zero(EUR));
        return new LineView(
                UUID.randomUUID(),
                1,
                "Line",
                null,
                null,
                LinePurpose.valueOf(purpose),
                "",
                LocalDate.EPOCH,
                LocalDate.EPOCH.plusDays(1),
                BigDecimal.ONE,
                BigDecimal.ONE,
                nothing,
                nothing,
                code == null ? List.of() : List.of(code),
                new BigDecimal(percent),
                nothing,
                Map.of());
    }

    @ParameterizedTest(name = "{0} line with {1}, billed with {2}, now with {3}: {4}")
    @CsvSource({
        "REGULAR, , , own, false", // untaxed as nothing was named: now his rate would be on it
        "REGULAR, plan, , own, true", // the plan's rate, whatever his own is
        "ONE_OFF, , , own, true", // untaxed by whoever wrote it
        "REGULAR, own, own, own, true",
        "REGULAR, own, own, other, false",
        "REGULAR, own, own, , false",
        "REGULAR, plan, own, other, true",
        "REGULAR, , , , true"
    })
    void whatTheCustomersRatesAreOnIsReplacedWhileTheyAreTheSame(
            String purpose, @Nullable String code, @Nullable String then, @Nullable String now, boolean same) {
        Parties parties = now == null ? parties(null, "FR") : parties(null, "FR", now);
        BilledCustomer before = customer("FR", then == null ? List.of() : List.of(then));
        assertThat(parties.isTaxedAs(null, before, List.of(billed(purpose, code, code == null ? "0" : "20"))))
                .isEqualTo(same);
        assertThat(parties.isTaxedAs(TaxTreatment.EXEMPT, before, List.of())).isFalse();
    }

    @ParameterizedTest(name = "{0} at {1} %: {2}")
    @CsvSource({"mwst, 20, true", "older, 16, false", "none, 0, true"})
    void whatTheRateOfHisCountryIsOnIsReplacedWhileItIsTheSame(String code, String percent, boolean same) {
        assertThat(parties(TaxTreatment.DESTINATION, "DE", "mwst")
                        .isTaxedAs(
                                TaxTreatment.DESTINATION,
                                customer("DE", List.of()),
                                List.of(billed("REGULAR", code, percent))))
                .isEqualTo(same);
    }

    @ParameterizedTest(name = "from {0} to {1}: {2}")
    @CsvSource({"FR, FR, true", "FR, MC, true", "FR, DE, false"})
    void atHomeIsAnotherPlaceWhenSellerAndCustomerMoved(String then, String now, boolean same) {
        assertThat(parties(TaxTreatment.DOMESTIC, now)
                        .isTaxedAs(
                                TaxTreatment.DOMESTIC,
                                customer(then, List.of()),
                                List.of(billed("REGULAR", "plan", "20"))))
                .isEqualTo(same);
    }

    @Test
    void linesForAChildSayWhoseTheyAreAsFarAsThereIsRoom() {
        Parties own = Samples.parties();
        LineDraft line = Samples.line(Money.zero(EUR));
        assertThat(own.subscriberId()).isEqualTo(own.customerId());
        Parties group = own.payingFor(new Parties.Child(Samples.id(77), "Ada"));
        assertThat(group.customerId()).isEqualTo(own.customerId());
        assertThat(group.subscriberId()).isEqualTo(Samples.id(77));
        assertThat(group.taxed(List.of(line)).getFirst().description()).isEqualTo(line.description() + " · Ada");
        assertThat(line.of("x".repeat(600)).description()).hasSize(500).startsWith(line.description() + " · x");
    }

    @Test
    void whatIsFreeAtHomeNeedsNoRateAndWhatCostsDoes() {
        Parties home = parties(TaxTreatment.DOMESTIC, "FR");
        assertThat(home.taxed(List.of(Samples.line(Money.zero(EUR)))).getFirst().taxes())
                .isEmpty();
        assertThatThrownBy(() -> home.taxed(List.of(Samples.line(new Money(1, EUR)))))
                .isInstanceOf(BillingException.class)
                .hasMessageContaining("names no tax rate");
    }

    @Test
    void ratesOfNoPercentHoldAbroadToo() {
        Parties abroad = parties(TaxTreatment.DESTINATION, "DE", "mwst");
        List<LineDraft> taxed = abroad.taxed(List.of(
                Samples.line(new Money(1, EUR), Samples.tax("none", "0")),
                Samples.line(new Money(1, EUR), Samples.tax("vat", "20"))));
        assertThat(taxed.stream().map(line -> line.taxes().getFirst().code())).containsExactly("none", "mwst");
    }
}
