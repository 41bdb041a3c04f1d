package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.it.Oracle.Event;
import dev.countinghouse.it.Oracle.Expected;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Real usage becomes the invoices that an independent computation says, whatever way it came. */
@Order(Order.DEFAULT - 1) // it takes long
class BillingOracleIT {

    @Test
    void everyInvoiceOfARealFileIsTheOneTheRawEventsSay() {
        RealUsage usage = RealUsage.all();
        TestTenant tenant = TestTenant.register();
        usage.prepare(tenant);
        tenant.api().importCsv(RealUsage.file()).expect(200);

        tenant.advance(RealUsage.AFTER_ALL);

        List<JsonNode> invoices = tenant.invoices();
        TestTenant.assertGapless(invoices, tenant.slug());
        assertThat(RealUsage.shown(invoices)).isEqualTo(usage.expected(RealUsage.AFTER_ALL));
        assertThat(minutes(invoices))
                .as("all that was used is on an invoice")
                .isEqualByComparingTo(
                        usage.events().stream().map(Event::minutes).reduce(BigDecimal.ZERO, BigDecimal::add));

        JsonNode again = tenant.api().importCsv(RealUsage.file()).expect(200).json();
        tenant.advance("2026-08-03T00:00:00Z");

        assertThat(again.path("duplicates").asInt()).isEqualTo(usage.events().size());
        assertThat(tenant.invoices()).as("nothing is billed twice").isEqualTo(invoices);
        Invariants.assertHold(tenant);
    }

    @Test
    void aClockThatGoesMonthByMonthGivesTheInvoicesOfOneLeap() {
        List<String> few = List.of("cus_9d2277d0", "cus_aad90423", "cus_859ec844", "cus_1a4cd6d7");
        Instant end = Instant.parse("2023-12-01T00:00:00Z");
        RealUsage usage = RealUsage.only(
                event -> few.contains(event.customer()) && event.at().isBefore(end));
        TestTenant tenant = TestTenant.register();
        usage.prepare(tenant);

        for (YearMonth month = YearMonth.of(2023, 6);
                month.isBefore(YearMonth.of(2023, 12));
                month = month.plusMonths(1)) {
            tenant.api().importCsv(usage.csv(month)).expect(200);
            tenant.advance(month.plusMonths(1).atDay(1) + "T13:00:00Z");
        }

        assertThat(RealUsage.shown(tenant.invoices())).isEqualTo(usage.expected("2023-12-01T13:00:00Z"));
        TestTenant.assertGapless(tenant.invoices(), tenant.slug());
        Invariants.assertHold(tenant);
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
        Invariants.assertHold(tenant);
    }

    private static BigDecimal minutes(List<JsonNode> invoices) {
        return invoices.stream().map(Expected::of).map(Expected::minutes).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
