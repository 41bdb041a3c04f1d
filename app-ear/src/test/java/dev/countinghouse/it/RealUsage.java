package dev.countinghouse.it;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.it.Oracle.Event;
import dev.countinghouse.it.Oracle.Expected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Three years of real usage: its customers spread over time zones by their names, each subscribed from the month of his first
 * event on.
 *
 * @param events in the order of the file
 * @param zones by customer
 * @param starts by customer, a month of his zone
 */
record RealUsage(List<Event> events, Map<String, ZoneId> zones, Map<String, YearMonth> starts) {
    /** An instant when all of it has been billed, wherever a customer is. */
    static final String AFTER_ALL = "2026-08-02T00:00:00Z";

    private static final Path FILE = Path.of("src/test/resources/real-usage.csv");
    private static final String BEFORE_ALL = "2023-05-31T00:00:00Z";
    private static final List<String> ZONES = List.of(
            "UTC",
            "Asia/Kolkata",
            "America/New_York",
            "Australia/Lord_Howe",
            "America/Asuncion",
            "Europe/Paris",
            "Asia/Kathmandu",
            "Pacific/Kiritimati",
            "Pacific/Pago_Pago");

    static RealUsage all() {
        return only(event -> true);
    }

    /** A part of it. */
    static RealUsage only(Predicate<Event> wanted) {
        List<Event> events = Oracle.events(FILE).stream().filter(wanted).toList();
        Map<String, ZoneId> zones = new HashMap<>();
        events.forEach(event -> zones.computeIfAbsent(
                event.customer(), customer -> ZoneId.of(ZONES.get(Math.floorMod(customer.hashCode(), ZONES.size())))));
        return new RealUsage(events, zones, Oracle.firstMonths(events, zones));
    }

    /** The lines of it as a file. */
    String csv() {
        return csv(event -> true);
    }

    /** The lines of a month, of each customer's own zone, as a file. */
    String csv(YearMonth month) {
        return csv(event ->
                YearMonth.from(event.at().atZone(zones.get(event.customer()))).equals(month));
    }

    private String csv(Predicate<Event> wanted) {
        return lines().getFirst() + "\n"
                + events.stream().filter(wanted).map(Event::line).collect(Collectors.joining("\n"));
    }

    /** The whole file, as it is. */
    static String file() {
        return String.join("\n", lines()) + "\n";
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a tenant on a test clock before the first event and gives it the plan, the customers and their subscriptions. */
    void prepare(TestTenant tenant) {
        tenant.startClock(BEFORE_ALL);
        tenant.makeCatalog();
        zones.forEach((customer, zone) -> tenant.customer(customer, zone.getId()));
        starts.forEach((customer, month) -> tenant.api()
                .post(
                        "/subscriptions",
                        Body.of(
                                "external_customer_id",
                                customer,
                                "plan",
                                Samples.PLAN,
                                "start_date",
                                month.atDay(1).toString()))
                .expect(201));
    }

    /** What must have been billed when the tenant's clock shows an instant, by customer. */
    Map<String, List<Expected>> expected(String clock) {
        Map<String, List<Expected>> expected = new HashMap<>();
        starts.forEach((customer, start) -> {
            List<Expected> invoices = Oracle.invoices(
                    customer, events, start, Objects.requireNonNull(zones.get(customer)), Instant.parse(clock));
            if (!invoices.isEmpty()) {
                expected.put(customer, invoices);
            }
        });
        return expected;
    }

    /** What the API shows, in the same form. */
    static Map<String, List<Expected>> shown(List<JsonNode> invoicesByNumber) {
        return invoicesByNumber.stream().map(Expected::of).collect(Collectors.groupingBy(Expected::customer));
    }
}
