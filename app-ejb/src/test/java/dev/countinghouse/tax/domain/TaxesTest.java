package dev.countinghouse.tax.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.Percent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaxesTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final TaxRule STANDARD = tax("standard", "20");
    private static final TaxRule REDUCED = tax("reduced", "10");
    private static final TaxRule CITY = tax("city", "2.5");

    @Test
    void aTaxIsRoundedOncePerDocumentOrOnEachLine() {
        List<TaxableLine> lines = lines(STANDARD, 6833, 6833, 5750, 8500);
        assertThat(Taxes.onTop(lines, TaxRounding.DOCUMENT, EUR).total()).isEqualTo(euro(5583));
        Taxes perLine = Taxes.onTop(lines, TaxRounding.LINE, EUR);
        assertThat(perLine.total()).isEqualTo(euro(5584));
        assertThat(perLine.lines()).containsExactly(euro(1367), euro(1367), euro(1150), euro(1700));
    }

    @Test
    void eachRateHasItsOwnBase() {
        List<TaxableLine> lines = List.of(
                new TaxableLine(euro(9500), List.of(REDUCED)),
                new TaxableLine(euro(4750), List.of()),
                new TaxableLine(euro(2850), List.of(STANDARD)),
                new TaxableLine(euro(1900), List.of(STANDARD, CITY)));
        Taxes taxes = Taxes.onTop(lines, TaxRounding.DOCUMENT, EUR);
        assertThat(taxes.lines()).containsExactly(euro(950), euro(0), euro(570), euro(428));
        assertThat(taxes.groups())
                .containsExactly(
                        new Taxes.Group(REDUCED, euro(9500), euro(950)),
                        new Taxes.Group(STANDARD, euro(4750), euro(950)),
                        new Taxes.Group(CITY, euro(1900), euro(48)));
        assertThat(taxes.total()).isEqualTo(euro(1948));
    }

    @ParameterizedTest(name = "{0} % in {1} {2} are {3}")
    @CsvSource({
        "20, 120.00, EUR, 20.00",
        "20, 100.00, EUR, 16.67",
        "19, 0.01, EUR, 0.00",
        "8.875, 108.88, USD, 8.88",
        "10, 1100, JPY, 100",
        "10, 999, JPY, 91",
        "5, 1.050, BHD, 0.050",
        "0, 12.00, EUR, 0.00",
        "20, -120.00, EUR, -20.00"
    })
    void aTaxThatIsIncludedIsTakenOutOfTheGross(String percent, BigDecimal gross, String code, BigDecimal tax) {
        Currency currency = Currency.getInstance(code);
        TaxableLine line = new TaxableLine(Money.exact(gross, currency), List.of(tax("vat", percent)));
        Taxes taxes = Taxes.included(List.of(line), TaxRounding.DOCUMENT, currency);
        assertThat(taxes.total()).isEqualTo(Money.exact(tax, currency));
        assertThat(taxes.groups())
                .singleElement()
                .satisfies(
                        group -> assertThat(group.base().plus(group.amount())).isEqualTo(line.amount()));
    }

    @Test
    void includedTaxesOfOneLineShareByTheirRates() {
        Taxes taxes = Taxes.included(
                List.of(new TaxableLine(euro(12250), List.of(STANDARD, CITY)), new TaxableLine(euro(1000), List.of())),
                TaxRounding.DOCUMENT,
                EUR);
        assertThat(taxes.lines()).containsExactly(euro(2250), euro(0));
        assertThat(taxes.groups())
                .containsExactly(
                        new Taxes.Group(STANDARD, euro(10000), euro(2000)),
                        new Taxes.Group(CITY, euro(10000), euro(250)));
    }

    @Test
    void includedTaxesAreRoundedOncePerDocumentOrOnEachLine() {
        List<TaxableLine> lines = lines(STANDARD, 100, 100, 100);
        assertThat(Taxes.included(lines, TaxRounding.DOCUMENT, EUR).lines())
                .containsExactly(euro(17), euro(17), euro(16));
        assertThat(Taxes.included(lines, TaxRounding.LINE, EUR).total()).isEqualTo(euro(51));
    }

    @ParameterizedTest(name = "20 % of {0} and {1} are {2} and {3}")
    @CsvSource({
        "500,    -500,   100,   -100",
        "100000, -99997, 20000, -19999",
        "100000, -99998, 20000, -20000",
        "-3,     100000, -1,    20000",
        "-99997, -100000, -19999, -20000"
    })
    void eachLineHasItsOwnTaxThoughLinesCancelOut(long one, long other, long taxOfOne, long taxOfOther) {
        Taxes taxes = Taxes.onTop(lines(STANDARD, one, other), TaxRounding.DOCUMENT, EUR);
        assertThat(taxes.lines()).containsExactly(euro(taxOfOne), euro(taxOfOther));
        assertThat(taxes.total()).isEqualTo(Money.sum(taxes.lines(), EUR));
    }

    @Test
    void nothingHasNoTax() {
        assertThat(Taxes.onTop(List.of(), TaxRounding.DOCUMENT, EUR).total()).isEqualTo(euro(0));
    }

    /** A third of a cent at 20 % is not rounded twice. */
    @Test
    void theTaxOfAnExactAmountIsRoundedOnce() {
        assertThat(Taxes.on(Fraction.of(new BigDecimal("0.0249")), new Percent(new BigDecimal("20")), EUR))
                .isEqualTo(euro(0));
        assertThat(Taxes.on(Fraction.of(new BigDecimal("0.025")), new Percent(new BigDecimal("20")), EUR))
                .isEqualTo(euro(1));
    }

    @Property
    void taxesOfLinesSumToTheDocuments(@ForAll("documents") List<TaxableLine> lines, @ForAll TaxRounding rounding) {
        for (Taxes taxes : List.of(Taxes.onTop(lines, rounding, EUR), Taxes.included(lines, rounding, EUR))) {
            assertThat(taxes.lines()).hasSameSizeAs(lines);
            assertThat(Money.sum(taxes.lines(), EUR)).isEqualTo(taxes.total());
            assertThat(Money.sum(
                            taxes.groups().stream().map(Taxes.Group::amount).toList(), EUR))
                    .isEqualTo(taxes.total());
        }
    }

    /** Of each of its taxes, and a line has two of them at most here. */
    @Property
    void aLinesTaxIsWithinACentOfItsOwn(@ForAll("documents") List<TaxableLine> lines) {
        Taxes taxes = Taxes.onTop(lines, TaxRounding.DOCUMENT, EUR);
        for (int i = 0; i < lines.size(); i++) {
            TaxableLine line = lines.get(i);
            BigDecimal exact = line.taxes().stream()
                    .map(tax -> tax.rate()
                            .value()
                            .multiply(line.amount().toDecimal())
                            .movePointLeft(2))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(taxes.lines().get(i).toDecimal().subtract(exact).abs())
                    .isLessThanOrEqualTo(new BigDecimal("0.01")
                            .multiply(BigDecimal.valueOf(line.taxes().size())));
        }
    }

    @Property
    void aDocumentsTaxIsHalfUpOfItsBases(@ForAll("documents") List<TaxableLine> lines) {
        for (Taxes.Group group : Taxes.onTop(lines, TaxRounding.DOCUMENT, EUR).groups()) {
            assertThat(group.amount()).isEqualTo(group.tax().rate().of(group.base()));
        }
    }

    /** What a gross price includes is what comes on top of its net, where that is a whole number of cents. */
    @Property
    void includedAndOnTopAgree(@ForAll("nets") long net) {
        List<TaxableLine> onTop = lines(STANDARD, net * 5);
        Money tax = Taxes.onTop(onTop, TaxRounding.DOCUMENT, EUR).total();
        List<TaxableLine> gross = lines(STANDARD, net * 5 + tax.minor());
        assertThat(Taxes.included(gross, TaxRounding.DOCUMENT, EUR).total()).isEqualTo(tax);
    }

    @ParameterizedTest(name = "from {0} to {1}, valid VAT id {2}: {3}")
    @CsvSource({
        "FR, FR, false, DOMESTIC",
        "FR, FR, true, DOMESTIC",
        "FR, DE, true, REVERSE_CHARGE",
        "FR, DE, false, DESTINATION",
        "FR, CH, true, OUTSIDE",
        "FR, GB, false, OUTSIDE",
        "FR, US, false, OUTSIDE",
        "FR, MC, false, DOMESTIC", // whose VAT is France's
        "MC, FR, true, DOMESTIC",
        "DE, MC, true, REVERSE_CHARGE",
        "DE, MC, false, DESTINATION",
        "MC, DE, false, DESTINATION"
    })
    void vatIsDueWhereTheBuyerIs(String seller, String buyer, boolean validVatId, TaxTreatment treatment) {
        assertThat(TaxTreatment.of(seller, buyer, validVatId)).isEqualTo(treatment);
        assertThat(treatment.isTaxed())
                .isEqualTo(treatment == TaxTreatment.DOMESTIC || treatment == TaxTreatment.DESTINATION);
    }

    @Test
    void theSellerIsInTheUnion() {
        assertThatIllegalArgumentException().isThrownBy(() -> TaxTreatment.of("US", "FR", true));
        assertThat(TaxTreatment.UNION).hasSize(27);
    }

    private static TaxRule tax(String code, String percent) {
        return new TaxRule(code, new Percent(new BigDecimal(percent)));
    }

    private static Money euro(long cents) {
        return new Money(cents, EUR);
    }

    private static List<TaxableLine> lines(TaxRule tax, long... cents) {
        List<TaxableLine> lines = new ArrayList<>();
        for (long amount : cents) {
            lines.add(new TaxableLine(euro(amount), List.of(tax)));
        }
        return lines;
    }

    @Provide
    Arbitrary<Long> nets() {
        return Arbitraries.longs().between(-1_000_000, 1_000_000);
    }

    @Provide
    Arbitrary<List<TaxableLine>> documents() {
        Arbitrary<List<TaxRule>> taxes = Arbitraries.of(
                List.of(), List.of(STANDARD), List.of(REDUCED), List.of(STANDARD, CITY), List.of(tax("odd", "8.875")));
        return Combinators.combine(Arbitraries.longs().between(-100_000, 1_000_000), taxes)
                .as((cents, of) -> new TaxableLine(euro(cents), of))
                .list()
                .ofMaxSize(8);
    }
}
