package dev.countinghouse.launcher.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.launcher.client.Text;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvoiceChecksTest {
    private static final Tiers TIERS = new Tiers(List.of(
            new Tiers.Tier(new BigDecimal("50"), new BigDecimal("0.08")),
            new Tiers.Tier(new BigDecimal("500"), new BigDecimal("0.05")),
            new Tiers.Tier(null, new BigDecimal("0.03"))));

    @ParameterizedTest(name = "{0} at {1} is {2}: {3}")
    @CsvSource({
        "50, 0.08, 4.00, true",
        "39.225, 0.08, 3.14, true",
        "39.225, 0.08, 3.13, false",
        "0.0625, 0.08, 0.01, true",
        "0.0625, 0.08, 0.00, false", // exactly half a cent goes up
        "0.0624, 0.08, 0.00, true",
        "0, 0.08, 0.00, true",
        "-0.0625, 0.08, -0.01, true"
    })
    void anAmountIsRoundedOnceHalfUp(String quantity, String unitAmount, String amount, boolean right) {
        assertThat(checks(Samples.invoice("A-1", "0", "0", Samples.usage(quantity, unitAmount, amount)))
                        .amounts()
                        .ok())
                .isEqualTo(right);
    }

    @ParameterizedTest(name = "{0} months of the fee cost {1}: {2}")
    @CsvSource({"1, 29.00, true", "1, 28.99, false", "0.483870967742, 14.03, true"})
    void aWholeFeeIsCheckedAndAShareOfDaysIsNot(String quantity, String amount, boolean right) {
        assertThat(checks(Samples.invoice("A-1", "0", "0", Samples.fee(quantity, amount)))
                        .amounts()
                        .ok())
                .isEqualTo(right);
    }

    @ParameterizedTest(name = "late {0} at 0.05 is {1}: {2}")
    @CsvSource({"1.5, 0.08, true", "1.5, 0.09, true", "1.5, 0.06, false"})
    void aLateDeltaMayMakeUpForACent(String quantity, String amount, boolean right) {
        assertThat(checks(Samples.invoice("A-1", "0", "0", Samples.delta(quantity, "0.05", amount)))
                        .amounts()
                        .ok())
                .isEqualTo(right);
    }

    @ParameterizedTest(name = "{0} splits into {1}")
    @CsvSource({
        "0, ''",
        "0.001, 0.001@0.08",
        "50, 50@0.08",
        "50.001, 50@0.08 0.001@0.05",
        "500, 50@0.08 450@0.05",
        "500.5, 50@0.08 450@0.05 0.5@0.03",
        "1000, 50@0.08 450@0.05 500@0.03"
    })
    void eachUnitFallsIntoItsOwnTier(BigDecimal quantity, String portions) {
        String split = String.join(
                " ",
                TIERS.split(quantity).stream()
                        .map(p -> Text.quantity(p.quantity()) + "@" + p.unitAmount())
                        .toList());
        assertThat(split).isEqualTo(portions);
    }

    @Test
    void tierLinesMustBeTheSplitOfTheirSum() {
        Map<String, Tiers> charges = Map.of("usage", TIERS);
        Invoice right = Samples.invoice(
                "A-1",
                "0",
                "0",
                Samples.usage("50.000", "0.080", "4.00"),
                Samples.usage("10", "0.05", "0.50"),
                Samples.fee("1", "29.00"));
        Invoice wrong = Samples.invoice("A-2", "0", "0", Samples.usage("60", "0.08", "4.80"));

        assertThat(checks(right).tiers(charges).ok()).isTrue();
        assertThat(checks(right, wrong).tiers(charges).details())
                .singleElement()
                .asString()
                .startsWith("A-2: 60 falls into");
    }

    @ParameterizedTest(name = "20 % of {0} is {1}: {2}")
    @CsvSource({"33.44, 6.69, true", "33.44, 6.68, false", "0.03, 0.01, true", "0.02, 0.00, true", "29.00, 5.80, true"})
    void taxIsTheRateOfTheSumOfTheLines(String net, String tax, boolean right) {
        assertThat(checks(Samples.invoice("A-1", tax, "0", Samples.fee("0.5", net)))
                        .taxes(new BigDecimal("20"))
                        .ok())
                .isEqualTo(right);
    }

    @Test
    void linesByHandAreTaxedAsTheirWriterSays() {
        assertThat(checks(Samples.byHand("0", Samples.fee("1", "29.00")))
                        .taxes(new BigDecimal("20"))
                        .ok())
                .isTrue();
    }

    @ParameterizedTest(name = "29.00 + 4.00 + 6.60 = {0}: {1}")
    @CsvSource({"39.60, true", "39.61, false", "39.6, true"})
    void theTotalIsLinesAndTax(String total, boolean right) {
        Invoice invoice =
                Samples.invoice("A-1", "6.60", total, Samples.usage("50", "0.08", "4.00"), Samples.fee("1", "29.00"));
        assertThat(checks(invoice).totals().ok()).isEqualTo(right);
    }

    @Test
    void couponsAreTakenOffBeforeTax() {
        Invoice.Line fee = Samples.discounted(Samples.fee("1", "29.00"), "4.00");
        Invoice invoice = Samples.invoice("A-1", "5.00", "30.00", fee);
        assertThat(checks(invoice).taxes(new BigDecimal("20")).ok()).isTrue();
        assertThat(checks(Samples.invoice("A-1", "5.80", "30.80", fee))
                        .taxes(new BigDecimal("20"))
                        .ok())
                .isFalse();
    }

    @Test
    void noChargeIsBilledTwiceButLateUsageMayFollow() {
        Invoice once = Samples.invoice(
                "A-1", "0", "0", Samples.usage("50", "0.08", "4.00"), Samples.usage("1", "0.05", "0.05"));
        Invoice late = Samples.invoice("A-2", "0", "0", Samples.delta("1", "0.05", "0.05"));
        Invoice again = Samples.invoice("A-3", "0", "0", Samples.usage("1", "0.08", "0.08"));

        assertThat(checks(once, late).billedOnce().ok()).isTrue();
        assertThat(checks(once, again).billedOnce().details()).containsExactly("A-1 and A-3 both bill 2025-01-01");
    }

    @ParameterizedTest(name = "given, kept, recorded, invoiced {0}: {1}, {2} where refused lines are unknown")
    @CsvSource({
        "1.50 1.5 1.500 1.5, true, true",
        "1.5 1.5 2.5 2.5, true, true", // the rest came from elsewhere
        "1.5 1.4 1.4 1.4, false, true",
        "1.5 1.5 1.5 1.499, false, false",
        "1.5 1.5 1.5 3.0, false, false"
    })
    void usageMustBeKeptAndInvoicedExactly(String minutes, boolean right, boolean unknown) {
        List<BigDecimal> m = Stream.of(minutes.split(" ")).map(BigDecimal::new).toList();
        Customer customer = new Customer("1", "c1", ZoneId.of("UTC"));
        UsageBalance balance = new UsageBalance(customer, m.get(0), m.get(1), m.get(2), m.get(3));

        assertThat(ClosingChecks.usage(List.of(balance), 1, true).ok()).isEqualTo(right);
        assertThat(ClosingChecks.usage(List.of(balance), 1, false).ok()).isEqualTo(unknown);
        assertThat(ClosingChecks.usage(List.of(balance), 2, true).ok()).isFalse();
    }

    private static InvoiceChecks checks(Invoice... invoices) {
        return new InvoiceChecks(List.of(invoices));
    }
}
