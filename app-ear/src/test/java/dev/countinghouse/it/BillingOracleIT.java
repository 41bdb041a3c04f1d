package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.it.Oracle.Event;
import dev.countinghouse.it.Oracle.Expected;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Real usage becomes the invoices that an independent computation says, whatever way it came. */
class BillingOracleIT {
    private static final Path FILE = Path.of("src/test/resources/real-usage.csv");
    private static final List<String> ZONES =
            List.of("UTC", "Asia/Kolkata", "America/New_York", "Australia/Lord_Howe", "Europe/Paris", "Asia/Kathmandu");

    @Test
    void everyInvoiceOfARealFileIsTheOneTheRawEventsSay() throws IOException {
        List<Event> events = Oracle.events(FILE);
        Map<String, ZoneId> zones = zones(events);
        TestTenant tenant = tenantWithCustomers(zones);
        tenant.api().importCsv(Files.readString(FILE)).expect(200);
        Map<String, YearMonth> starts = Oracle.firstMonths(events, zones);
        starts.forEach((customer, month) -> subscribe(tenant, customer, month));
        String clock = "2026-08-02T00:00:00Z";

        tenant.advance(clock);

        List<JsonNode> invoices = tenant.invoices();
        TestTenant.assertGapless(invoices, tenant.slug());
        assertThat(byCustomer(invoices)).isEqualTo(expected(events, zones, starts, clock));
        assertThat(minutes(invoices))
                .as("all that was used is on an invoice")
                .isEqualByComparingTo(events.stream().map(Event::minutes).reduce(BigDecimal.ZERO, BigDecimal::add));

        JsonNode again =
                tenant.api().importCsv(Files.readString(FILE)).expect(200).json();
        tenant.advance("2026-08-03T00:00:00Z");

        assertThat(again.path("duplicates").asInt()).isEqualTo(events.size());
        assertThat(tenant.invoices()).as("nothing is billed twice").hasSameSizeAs(invoices);
    }

    @Test
    void aClockThatGoesMonthByMonthGivesTheInvoicesOfOneLeap() throws IOException {
        List<Event> all = Oracle.events(FILE);
        List<String> few = List.of("cus_9d2277d0", "cus_aad90423", "cus_859ec844");
        List<Event> events = all.stream()
                .filter(event ->
                        few.contains(event.customer()) && event.at().isBefore(Instant.parse("2023-12-01T00:00:00Z")))
                .toList();
        Map<String, ZoneId> zones = zones(events);
        Map<String, YearMonth> starts = Oracle.firstMonths(events, zones);
        TestTenant tenant = tenantWithCustomers(zones);
        starts.forEach((customer, month) -> subscribe(tenant, customer, month));
        String header = Files.readAllLines(FILE).getFirst();

        for (YearMonth month = YearMonth.of(2023, 6);
                month.isBefore(YearMonth.of(2023, 12));
                month = month.plusMonths(1)) {
            tenant.api().importCsv(header + "\n" + linesOf(few, month)).expect(200);
            tenant.advance(month.plusMonths(1).atDay(1) + "T13:00:00Z");
        }

        assertThat(byCustomer(tenant.invoices())).isEqualTo(expected(events, zones, starts, "2023-12-01T13:00:00Z"));
    }

    @Test
    void anEventAtTheBoundaryBelongsToTheMonthThatBegins() {
        TestTenant tenant = TestTenant.register();
        tenant.startClock("2024-01-01T00:00:00Z");
        tenant.makeCatalog();
        UUID customer = tenant.customer("tokyo", "Asia/Tokyo");
        tenant.subscribe(customer, "2024-01-01");
        tenant.use(customer, "last", "2024-01-31T14:59:59.999999Z", "1");
        tenant.use(customer, "boundary", "2024-01-31T15:00:00Z", "10"); // midnight in Tokyo

        tenant.advance("2024-03-01T00:00:00Z");

        assertThat(tenant.invoices().stream().map(Expected::of).map(Expected::minutes))
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.TEN);
    }

    @Test
    void usageThatComesAfterItsMonthWasBilledIsOnTheNextInvoiceAsTheDifference() {
        TestTenant tenant = TestTenant.register();
        tenant.startClock("2024-01-01T00:00:00Z");
        tenant.makeCatalog();
        UUID customer = tenant.customer("late", "Asia/Kolkata");
        tenant.subscribe(customer, "2024-01-01");
        tenant.use(customer, "on-time", "2024-01-10T00:00:00Z", "40");
        tenant.advance("2024-02-02T00:00:00Z");

        tenant.use(customer, "late", "2024-01-11T00:00:00Z", "30"); // 10 more of the first tier, 20 of the second
        tenant.awaitSettled();
        tenant.advance("2024-03-02T00:00:00Z");

        List<JsonNode> invoices = tenant.invoices();
        assertThat(invoices).hasSize(3);
        List<String> deltas = new ArrayList<>();
        invoices.get(2).path("lines").forEach(line -> {
            if (line.path("purpose").asText().equals("delta")) {
                deltas.add(line.path("quantity").asText() + " at "
                        + line.path("unit_amount").asText() + " = "
                        + line.at("/amount/amount").asText() + " for "
                        + line.path("period_start").asText());
            }
        });
        assertThat(deltas).containsExactly("10 at 0.08 = 0.80 for 2024-01-01", "20 at 0.05 = 1.00 for 2024-01-01");
        assertThat(minutes(invoices)).isEqualByComparingTo("70");

        tenant.advance("2024-04-02T00:00:00Z");
        assertThat(minutes(tenant.invoices())).as("late usage is billed once").isEqualByComparingTo("70");
    }

    private static TestTenant tenantWithCustomers(Map<String, ZoneId> zones) {
        TestTenant tenant = TestTenant.register();
        tenant.startClock("2023-05-31T00:00:00Z");
        tenant.makeCatalog();
        zones.forEach((customer, zone) -> tenant.customer(customer, zone.getId()));
        return tenant;
    }

    private static void subscribe(TestTenant tenant, String customer, YearMonth month) {
        tenant.api()
                .post(
                        "/subscriptions",
                        Body.of(
                                "external_customer_id",
                                customer,
                                "plan",
                                Samples.PLAN,
                                "start_date",
                                month.atDay(1).toString()))
                .expect(201);
    }

    private static Map<String, ZoneId> zones(List<Event> events) {
        Map<String, ZoneId> zones = new HashMap<>();
        events.forEach(event -> zones.computeIfAbsent(
                event.customer(), customer -> ZoneId.of(ZONES.get(Math.floorMod(customer.hashCode(), ZONES.size())))));
        return zones;
    }

    private static Map<String, List<Expected>> expected(
            List<Event> events, Map<String, ZoneId> zones, Map<String, YearMonth> starts, String clock) {
        Map<String, List<Expected>> expected = new HashMap<>();
        starts.forEach((customer, start) -> expected.put(
                customer,
                Oracle.invoices(
                        customer, events, start, Objects.requireNonNull(zones.get(customer)), Instant.parse(clock))));
        return expected;
    }

    private static Map<String, List<Expected>> byCustomer(List<JsonNode> invoices) {
        return invoices.stream().map(Expected::of).collect(Collectors.groupingBy(Expected::customer));
    }

    private static BigDecimal minutes(List<JsonNode> invoices) {
        return invoices.stream().map(Expected::of).map(Expected::minutes).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String linesOf(List<String> customers, YearMonth month) throws IOException {
        return Files.readAllLines(FILE).stream()
                .filter(line -> customers.contains(line.split(",", -1)[1]))
                .filter(line -> YearMonth.from(
                                OffsetDateTime.parse(line.split(",", -1)[2]).atZoneSameInstant(ZoneOffset.UTC))
                        .equals(month))
                .collect(Collectors.joining("\n"));
    }
}
