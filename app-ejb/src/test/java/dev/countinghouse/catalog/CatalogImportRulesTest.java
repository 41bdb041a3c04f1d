package dev.countinghouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogImportRulesTest {
    private static final Instant NOW = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2025-01-01T00:00:00.123456789Z");
    private static final CouponCaps NO_CAPS = new CouponCaps(null, null, null);
    private static final NewCoupon TENTH = share("10", CouponTerms.Duration.FOREVER);
    private static final NewFeature SEATS = feature(FeatureKind.QUANTITY, null, "seats");
    private static final NewAddOn SETUP = new NewAddOn(null, "setup", "Setup", null, euro(), List.of("vat"), null);

    private final TaxRate vat =
            new TaxRate(UUID.randomUUID(), new NewTaxRate(null, "vat", "VAT", BigDecimal.TEN, null, null), NOW);
    private final AddOn setup = new AddOn(UUID.randomUUID(), SETUP, NOW);
    private final Coupon tenth = new Coupon(UUID.randomUUID(), TENTH, NOW);
    private final CatalogState there = new CatalogState(
            Map.of(),
            Map.of("vat", vat),
            Map.of("f", new Feature(UUID.randomUUID(), SEATS, NOW)),
            Map.of(),
            Map.of(),
            Set.of(),
            Map.of("setup", setup),
            Map.of("c", tenth));

    private static Money euro() {
        return new Money(100, Currency.getInstance("EUR"));
    }

    private static NewFeature feature(FeatureKind kind, @Nullable String metric, @Nullable String unit) {
        return new NewFeature(null, "f", "Feature", null, kind, metric, unit, null);
    }

    private static NewCoupon share(String percent, CouponTerms.Duration duration) {
        return coupon(new CouponTerms(
                CouponTerms.Discount.PERCENT,
                null,
                new BigDecimal(percent),
                duration,
                duration == CouponTerms.Duration.REPEATED ? 2 : null,
                List.of(),
                List.of()));
    }

    private static NewCoupon coupon(CouponTerms terms) {
        return new NewCoupon(null, "c", "Coupon", terms, NO_CAPS, null);
    }

    private List<String> errors(List<NewFeature> features, List<NewAddOn> addOns, List<NewCoupon> coupons) {
        NewCatalog wanted = new NewCatalog(List.of(), List.of(), features, List.of(), addOns, coupons);
        return CatalogImportRules.check(wanted, there).stream()
                .map(error -> error.field() + " " + error.code())
                .toList();
    }

    static Stream<Arguments> coupons() {
        return Stream.of(
                Arguments.of(share("10.000", CouponTerms.Duration.FOREVER), List.of()),
                Arguments.of(
                        new NewCoupon(null, "c", "Other", TENTH.terms(), new CouponCaps(LATER, 1, 1), null), List.of()),
                Arguments.of(share("11", CouponTerms.Duration.FOREVER), List.of("percent")),
                Arguments.of(share("10", CouponTerms.Duration.ONCE), List.of("duration")),
                Arguments.of(share("10", CouponTerms.Duration.REPEATED), List.of("duration", "periods")),
                Arguments.of(
                        coupon(new CouponTerms(
                                CouponTerms.Discount.AMOUNT,
                                euro(),
                                null,
                                CouponTerms.Duration.FOREVER,
                                null,
                                List.of(),
                                List.of())),
                        List.of("discount", "amount", "percent")));
    }

    @ParameterizedTest
    @MethodSource("coupons")
    void whatACouponTakesOffNeverChanges(NewCoupon wanted, List<String> fields) {
        assertThat(errors(List.of(), List.of(), List.of(wanted)))
                .isEqualTo(fields.stream()
                        .map(field -> "coupons[0]." + field + " immutable")
                        .toList());
    }

    @Test
    void whatAFeatureIsNeverChanges() {
        assertThat(errors(List.of(SEATS), List.of(), List.of())).isEmpty();
        assertThat(errors(List.of(feature(FeatureKind.QUANTITY, null, "chairs")), List.of(), List.of()))
                .containsExactly("features[0].unit immutable");
        assertThat(errors(List.of(feature(FeatureKind.BOOLEAN, null, null)), List.of(), List.of()))
                .containsExactly("features[0].kind immutable", "features[0].unit immutable");
    }

    @Test
    void nothingIsInADocumentTwice() {
        assertThat(errors(List.of(SEATS, SEATS), List.of(SETUP, SETUP), List.of(TENTH, TENTH)))
                .containsExactly(
                        "features[1].code duplicate", "add_ons[1].code duplicate", "coupons[1].code duplicate");
    }

    @Test
    void whatIsArchivedDoesNotComeBackAndAnAddOnKeepsItsTaxRates() {
        vat.archive(NOW);
        NewAddOn another = new NewAddOn(null, "other", "Other", null, euro(), List.of("vat"), null);
        assertThat(errors(List.of(), List.of(SETUP, another), List.of()))
                .containsExactly("add_ons[1].tax_rates[0] unknown");
        setup.archive(NOW);
        tenth.archive(NOW);
        assertThat(errors(List.of(), List.of(SETUP), List.of(TENTH)))
                .containsExactly("add_ons[0].code archived", "coupons[0].code archived");
    }

    @ParameterizedTest(name = "{0} of {1} % in {2}: {3}")
    @CsvSource(nullValues = "-", textBlock = """
        vat, 10, -,  -
        vat, 10, DE, tax_rates[0].country immutable
        de,  19, DE, -
        de,  0,  DE, tax_rates[0].country of_no_percent
        """)
    void aRateIsOfItsCountryAsFarAsTheDocumentSaysIt(
            String code, BigDecimal percent, @Nullable String country, @Nullable String error) {
        NewTaxRate rate = new NewTaxRate(null, code, "Rate", percent, country, null);
        NewCatalog wanted = new NewCatalog(List.of(), List.of(rate), List.of(), List.of(), List.of(), List.of());
        assertThat(CatalogImportRules.check(wanted, there).stream()
                        .map(found -> found.field() + " " + found.code())
                        .toList())
                .isEqualTo(error == null ? List.of() : List.of(error));
    }
}
