package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seats that come and go cost what a count day by day says: each day a day's share of what its seats cost. */
class ProratedUsageIT {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final LocalDate START = LocalDate.of(2024, 1, 17);
    private static final BigDecimal TEN = BigDecimal.TEN;

    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private final List<Seats> seats = new ArrayList<>();

    /** Seats that were added, or removed where below zero. */
    private record Seats(Instant at, BigDecimal units) {}

    @BeforeEach
    void makeCatalog() {
        tenant.startClock("2024-01-17T12:00:00Z");
        tenant.makeCatalog();
        Map<String, @Nullable Object> metric = Body.like(Samples.metric(), "code", "seats", "recurring", true);
        api.post("/billable-metrics", metric).expect(201);
    }

    /** Up to ten at 9.00, above at 7.00 and 5.00 flat. */
    private UUID subscribe(String timing) {
        Map<String, @Nullable Object> charge = Body.like(
                Samples.minutes(),
                "metric",
                "seats",
                "name",
                "Seats",
                "prorated",
                true,
                "timing",
                timing,
                "tiers",
                List.of());
        charge.put("tiers", List.of(Samples.tier("10", "9"), Body.like(Samples.tier(null, "7"), "flat_amount", "5")));
        api.post("/plans", Body.like(Samples.plan(), "code", "seats", "charges", List.of(charge)))
                .expect(201);
        UUID customer = tenant.customer("ada", ZONE.getId());
        api.post("/subscriptions", Body.of("customer_id", customer, "plan", "seats", "start_date", START.toString()))
                .expect(201);
        return customer;
    }

    private void change(UUID customer, String at, String units) {
        seats.add(new Seats(Instant.parse(at), new BigDecimal(units)));
        api.post("/usage", Body.like(Samples.usage(customer, at, at, units), "metric", "seats"))
                .expect(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"arrears", "advance"})
    void aMonthCostsWhatItsDaysCost(String timing) {
        UUID ada = subscribe(timing);
        change(ada, "2024-01-10T12:00:00Z", "4"); // before the subscription
        change(ada, "2024-01-17T05:00:00Z", "3"); // its first instant
        tenant.awaitSettled();
        tenant.advance("2024-01-25T00:00:00Z");
        change(ada, "2024-01-25T04:59:59Z", "5"); // still the 24th
        change(ada, "2024-01-25T05:00:00Z", "-1");
        tenant.awaitSettled();
        tenant.advance("2024-02-20T00:00:00Z");
        change(ada, "2024-02-19T18:00:00Z", "7.5");
        change(ada, "2024-02-19T23:00:00Z", "-2.25");
        tenant.awaitSettled();
        tenant.advance("2024-03-20T00:00:00Z");
        change(ada, "2024-03-12T12:00:00Z", "-16.25"); // nobody is left
        change(ada, "2024-01-29T12:00:00Z", "2"); // late, and there in every month after
        tenant.awaitSettled();
        tenant.advance("2024-05-02T00:00:00Z");

        assertThat(billed()).isEqualTo(expected(LocalDate.of(2024, 5, 1))).hasSizeGreaterThan(4);
        TestTenant.assertGapless(tenant.invoices(), tenant.slug());
        Invariants.assertHold(tenant);
        Invariants.assertProved(tenant);
    }

    /** What was billed of each month and tier, over all invoices; what comes to nothing is left out. */
    private Map<String, BigDecimal> billed() {
        Map<String, BigDecimal> billed = new TreeMap<>();
        for (JsonNode invoice : tenant.invoices()) {
            for (JsonNode line : invoice.path("lines")) {
                String part = line.path("period_start").asText() + " "
                        + line.at("/calculation/kind").asText() + " "
                        + line.at("/calculation/tier").asText();
                billed.merge(part, new BigDecimal(line.at("/amount/amount").asText()), BigDecimal::add);
            }
        }
        billed.values().removeIf(amount -> amount.signum() == 0);
        return billed;
    }

    private Map<String, BigDecimal> expected(LocalDate end) {
        Map<String, BigDecimal> expected = new TreeMap<>();
        for (LocalDate first = START;
                first.isBefore(end);
                first = first.withDayOfMonth(1).plusMonths(1)) {
            BigDecimal low = BigDecimal.ZERO;
            BigDecimal high = BigDecimal.ZERO;
            for (LocalDate day = first; day.getMonth() == first.getMonth(); day = day.plusDays(1)) {
                BigDecimal level = levelOf(day);
                low = low.add(level.min(TEN));
                high = high.add(level.subtract(TEN).max(BigDecimal.ZERO));
            }
            BigDecimal days = BigDecimal.valueOf(first.lengthOfMonth());
            put(expected, first + " units 0", low.multiply(new BigDecimal("9")).divide(days, 2, RoundingMode.HALF_UP));
            put(expected, first + " units 1", high.multiply(new BigDecimal("7")).divide(days, 2, RoundingMode.HALF_UP));
            put(expected, first + " flat 1", high.signum() > 0 ? new BigDecimal("5.00") : BigDecimal.ZERO);
        }
        return expected;
    }

    private static void put(Map<String, BigDecimal> expected, String part, BigDecimal amount) {
        if (amount.signum() != 0) {
            expected.put(part, amount);
        }
    }

    private BigDecimal levelOf(LocalDate day) {
        return seats.stream()
                .filter(change -> !LocalDate.ofInstant(change.at(), ZONE).isAfter(day))
                .map(Seats::units)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
