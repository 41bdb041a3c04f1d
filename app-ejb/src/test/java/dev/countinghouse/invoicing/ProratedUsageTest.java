package dev.countinghouse.invoicing;

import static dev.countinghouse.invoicing.Samples.due;
import static dev.countinghouse.invoicing.Samples.period;
import static dev.countinghouse.invoicing.Samples.terms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.ChargePricing;
import dev.countinghouse.invoicing.InvoiceAssembly.UsageToBill;
import dev.countinghouse.metering.MeteredEvent;
import dev.countinghouse.metering.MeteredUsage;
import dev.countinghouse.metering.domain.GroupedUsage;
import dev.countinghouse.metering.domain.UsageTotals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Seats of June in Paris, which begins and ends at 22:00 UTC. */
class ProratedUsageTest {

    private static final String JUNE = "2023-06-01/2023-07-01";

    private final List<MeteredEvent> events = new ArrayList<>();
    private final Map<Map<String, String>, UsageTotals> totals = new HashMap<>();

    private void carry(String region, String seats) {
        totals.merge(
                Map.of("region", region),
                new UsageTotals(1, new BigDecimal(seats), null, null, null, BigDecimal.ZERO),
                UsageTotals::plus);
    }

    private void change(String at, String region, String seats) {
        carry(region, seats);
        events.add(new MeteredEvent(
                new UUID(0, events.size()),
                Instant.parse(at),
                Map.of("region", region),
                new BigDecimal(seats),
                Map.of()));
    }

    private List<LineDraft> lines(String days, List<String> groupBy) {
        Charge charge = new Charge(
                Samples.USAGE_ID,
                "seats",
                "Seats",
                Charge.Kind.USAGE,
                Charge.Timing.ARREARS,
                Charge.Model.STANDARD,
                "minutes",
                Samples.METRIC,
                true,
                null,
                ChargePricing.ofUnit(BigDecimal.TEN),
                groupBy,
                List.of(),
                null,
                null,
                List.of(),
                true,
                Map.of());
        assertThat(UsageLines.needsEvents(charge)).isTrue();
        return UsageLines.of(
                new UsageToBill(
                        due(terms("EUR", charge), days, "2023-07-01/2023-08-01"), charge, period(days), period(JUNE)),
                new MeteredUsage(Samples.minutes(), Instant.EPOCH, Instant.MAX, new GroupedUsage(totals, Map.of())),
                events);
    }

    private static List<String> shown(List<LineDraft> lines) {
        return lines.stream()
                .map(line -> line.description() + ": "
                        + line.quantity().stripTrailingZeros().toPlainString() + " = "
                        + line.amount().toDecimal())
                .toList();
    }

    @Test
    void whatIsCarriedOverIsThereForAllOfThePeriodAndAnEventFromItsDayOn() {
        carry("eu", "5");
        change("2023-06-20T21:59:59Z", "eu", "12"); // the 20th: eleven days are left
        change("2023-06-20T22:00:00Z", "eu", "-3"); // the 21st: ten
        LineDraft line = lines(JUNE, List.of()).getFirst();
        assertThat(shown(List.of(line))).containsExactly("Seats: 8.4 = 84.00");
        assertThat(line.calculation()).containsEntry("usage", new BigDecimal("14"));
        assertThat(line.calculation()).containsEntry("days", 30L).containsEntry("days_in_period", 30L);
    }

    @Test
    void ofAPartOfAPeriodEachDayIsOneOfTheWhole() {
        carry("eu", "5");
        change("2023-06-25T12:00:00Z", "eu", "1");
        assertThat(shown(lines("2023-06-21/2023-07-01", List.of()))).containsExactly("Seats: 1.866666666667 = 18.67");
    }

    @Test
    void eachGroupHasItsOwnLevel() {
        carry("eu", "2");
        change("2023-06-16T12:00:00Z", "us", "4");
        assertThat(shown(lines(JUNE, List.of("region"))))
                .containsExactly("Seats, region=eu: 2 = 20.00", "Seats, region=us: 2 = 20.00");
    }

    @Test
    void whoCameAndWentOnOneDayCostsNothing() {
        change("2023-06-16T10:00:00Z", "eu", "4");
        change("2023-06-16T15:00:00Z", "eu", "-4");
        assertThat(shown(lines(JUNE, List.of()))).containsExactly("Seats: 0 = 0.00");
    }
}
