package dev.countinghouse.invoicing;

import static dev.countinghouse.invoicing.Samples.due;
import static dev.countinghouse.invoicing.Samples.period;
import static dev.countinghouse.invoicing.Samples.terms;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.ChargeFilter;
import dev.countinghouse.catalog.ChargePricing;
import dev.countinghouse.invoicing.InvoiceAssembly.UsageToBill;
import dev.countinghouse.metering.MeteredEvent;
import dev.countinghouse.metering.MeteredUsage;
import dev.countinghouse.metering.domain.GroupedUsage;
import dev.countinghouse.metering.domain.UsageTotals;
import dev.countinghouse.rating.domain.Calculation;
import dev.countinghouse.rating.domain.Tier;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The lines of a month whose usage is divided and limited. */
class UsageLinesTest {

    private static final ServicePeriod JUNE = period("2023-06-01/2023-07-01");
    private static final ServicePeriod HALF = period("2023-06-16/2023-07-01");

    private final Map<Map<String, String>, UsageTotals> totals = new HashMap<>();
    private final List<MeteredEvent> events = new ArrayList<>();
    private final List<ChargeFilter> filters = new ArrayList<>();
    private List<String> groupBy = List.of();
    private @Nullable BigDecimal minimum;
    private @Nullable BigDecimal maximum;

    private void use(String region, String value, Object... amount) {
        Map<String, String> group = region.isEmpty() ? Map.of() : Map.of("region", region);
        BigDecimal number = new BigDecimal(value);
        totals.merge(group, new UsageTotals(1, number, null, null, null, BigDecimal.ZERO), UsageTotals::plus);
        Map<String, Object> properties = amount.length == 0 ? Map.of() : Map.of("cost", amount[0]);
        events.add(new MeteredEvent(new UUID(0, events.size()), Instant.EPOCH, group, number, properties));
    }

    private void filter(String name, ChargePricing pricing, String... regions) {
        filters.add(new ChargeFilter(name, Map.of("region", List.of(regions)), pricing));
    }

    private static ChargePricing unit(String amount) {
        return ChargePricing.ofUnit(new BigDecimal(amount));
    }

    private static ChargePricing percentage(String rate, String fee, @Nullable Long free, @Nullable String least) {
        return new ChargePricing(
                null,
                null,
                null,
                null,
                null,
                null,
                new BigDecimal(rate),
                new BigDecimal(fee),
                null,
                free,
                least == null ? null : new BigDecimal(least),
                null,
                null);
    }

    private UsageToBill asked(Charge.Model model, ChargePricing pricing, ServicePeriod period) {
        Charge charge = new Charge(
                Samples.USAGE_ID,
                "calls",
                "Calls",
                Charge.Kind.USAGE,
                Charge.Timing.ARREARS,
                model,
                "minutes",
                Samples.METRIC,
                false,
                null,
                pricing,
                groupBy,
                filters,
                minimum,
                maximum,
                List.of(),
                true,
                Map.of());
        return new UsageToBill(
                due(terms("EUR", charge), "2023-06-01/2023-07-01", "2023-07-01/2023-08-01"), charge, period, JUNE);
    }

    private MeteredUsage used() {
        return new MeteredUsage(Samples.minutes(), Instant.EPOCH, Instant.MAX, new GroupedUsage(totals, Map.of()));
    }

    private List<LineDraft> rated(Charge.Model model, ChargePricing pricing, ServicePeriod period) {
        UsageToBill usage = asked(model, pricing, period);
        return UsageLines.of(usage, used(), UsageLines.needsEvents(usage.charge()) ? events : List.of());
    }

    private List<String> lines(Charge.Model model, ChargePricing pricing) {
        return rated(model, pricing, JUNE).stream()
                .map(line -> line.bucket() + ": "
                        + line.quantity().stripTrailingZeros().toPlainString() + " = "
                        + line.amount().toDecimal())
                .toList();
    }

    @Test
    void eachBucketHasItsPriceAndTheRestTheCharges() {
        filter("Europe", unit("2"), "eu", "uk");
        filter("Islands", unit("3"), "uk");
        use("eu", "10");
        use("uk", "5"); // in the narrower one
        use("us", "4");
        use("", "1");
        assertThat(lines(Charge.Model.STANDARD, unit("1")))
                .containsExactly(": 5 = 5.00", "Europe: 10 = 20.00", "Islands: 5 = 15.00");
    }

    @Test
    void aBucketWithoutUsageIsShownToo() {
        filter("Europe", unit("2"), "eu");
        use("us", "4");
        assertThat(lines(Charge.Model.STANDARD, unit("1"))).containsExactly(": 4 = 4.00", "Europe: 0 = 0.00");
    }

    @Test
    void tiersBeginAnewInEachGroup() {
        groupBy = List.of("region");
        use("eu", "60");
        use("us", "60");
        ChargePricing tiers = ChargePricing.ofTiers(List.of(
                new Tier(new BigDecimal("50"), BigDecimal.ONE, BigDecimal.ZERO),
                new Tier(null, new BigDecimal("0.5"), BigDecimal.ZERO)));
        assertThat(lines(Charge.Model.GRADUATED, tiers))
                .containsExactly(
                        "region=eu: 50 = 50.00",
                        "region=eu: 10 = 5.00",
                        "region=us: 50 = 50.00",
                        "region=us: 10 = 5.00");
    }

    @Test
    void aPercentageWithoutAllowanceNeedsNoEvents() {
        use("", "100");
        use("", "200");
        events.clear();
        assertThat(lines(Charge.Model.PERCENTAGE, percentage("1.5", "0.10", null, null)))
                .containsExactly(": 300 = 4.50", ": 2 = 0.20");
    }

    @Test
    void freeTransactionsAreTheFirstOnesAndTheirLeastIsOfEach() {
        use("", "100");
        use("", "10");
        use("", "200");
        assertThat(lines(Charge.Model.PERCENTAGE, percentage("1", "0", 1L, "0.50")))
                .containsExactly(": 210 = 2.10", ": 1 = 0.40");
    }

    @Test
    void amountsThatCameWithTheEventsAreSummed() {
        use("", "3", "1.005");
        use("", "4", new BigDecimal("2"));
        ChargePricing dynamic =
                new ChargePricing(null, null, null, null, null, null, null, null, null, null, null, null, "cost");
        UsageToBill usage = asked(Charge.Model.DYNAMIC, dynamic, JUNE);
        assertThat(lines(Charge.Model.DYNAMIC, dynamic)).containsExactly(": 1 = 3.01");
        assertThat(UsageLines.haveAmounts(usage, used(), events)).isTrue();
        use("", "1");
        assertThat(UsageLines.haveAmounts(usage, used(), events)).isFalse();
        assertThatThrownBy(() -> lines(Charge.Model.DYNAMIC, dynamic))
                .hasMessageContaining("no amount in its property cost");
    }

    @Test
    void aMaximumTakesOffWhatIsBeyondIt() {
        maximum = new BigDecimal("30");
        filter("Europe", unit("2"), "eu");
        use("eu", "10");
        use("us", "15");
        assertThat(lines(Charge.Model.STANDARD, unit("1")))
                .containsExactly(": 15 = 15.00", "Europe: 10 = 20.00", ": 1 = -5.00");
    }

    @Test
    void aMinimumIsFilledUpByTheShareOfThePeriod() {
        minimum = new BigDecimal("100");
        use("", "12.345");
        List<LineDraft> half = rated(Charge.Model.STANDARD, unit("1"), HALF);
        assertThat(half)
                .extracting(line -> line.amount().toDecimal().toPlainString())
                .containsExactly("12.35", "37.65");
        assertThat(half.getLast().purpose()).isEqualTo(LinePurpose.TRUE_UP);
    }

    @Test
    void whatIsWithinTheLimitsIsLeftAlone() {
        minimum = new BigDecimal("10");
        maximum = new BigDecimal("20");
        use("", "15");
        assertThat(lines(Charge.Model.STANDARD, unit("1"))).containsExactly(": 15 = 15.00");
    }

    @Test
    void theWayToEachAmountIsKept() {
        use("", "12.345");
        LineDraft line = rated(Charge.Model.STANDARD, unit("1"), JUNE).getFirst();
        Calculation steps = (Calculation) requireNonNull(line.calculation().get("steps"));
        assertThat(steps.amount()).isEqualByComparingTo("12.35");
        assertThat(steps.steps().getFirst().inputs()).containsEntry("quantity", new BigDecimal("12.345"));
    }
}
