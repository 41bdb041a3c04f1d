package dev.countinghouse.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the invoices of the main job's plan must be, worked out from raw events with nothing of the product: 29.00 a month in
 * advance, minutes at 0.08 up to 50, 0.05 up to 500, 0.03 beyond, 20 % tax.
 */
final class Oracle {
    private static final BigDecimal FEE = new BigDecimal("29.00");
    private static final BigDecimal FIFTY = new BigDecimal("50");
    private static final BigDecimal FIVE_HUNDRED = new BigDecimal("500");

    private Oracle() {}

    /** One event of a file. */
    record Event(String customer, Instant at, BigDecimal minutes) {}

    /**
     * One invoice.
     *
     * @param from first day of the usage billed; equal to {@code to} on the first invoice
     */
    record Expected(
            String customer,
            LocalDate from,
            LocalDate to,
            LocalDate issued,
            BigDecimal minutes,
            BigDecimal net,
            BigDecimal tax) {

        BigDecimal total() {
            return net.add(tax);
        }

        /** The same facts as the API tells them; delta lines are not expected. */
        static Expected of(JsonNode invoice) {
            BigDecimal minutes = BigDecimal.ZERO;
            for (JsonNode line : invoice.path("lines")) {
                if (line.path("metric").isTextual()) {
                    minutes = minutes.add(new BigDecimal(line.path("quantity").asText()));
                }
            }
            return new Expected(
                    invoice.at("/customer/external_id").asText(),
                    LocalDate.parse(invoice.path("period_start").asText()),
                    LocalDate.parse(invoice.path("period_end").asText()),
                    LocalDate.parse(invoice.path("issued_on").asText()),
                    minutes.stripTrailingZeros(),
                    new BigDecimal(invoice.at("/subtotal/amount").asText()),
                    new BigDecimal(invoice.at("/tax/amount").asText()));
        }
    }

    static List<Event> events(Path csv) {
        try {
            List<Event> events = new ArrayList<>();
            List<String> lines = Files.readAllLines(csv);
            for (String line : lines.subList(1, lines.size())) {
                String[] fields = line.split(",", -1);
                events.add(
                        new Event(fields[1], OffsetDateTime.parse(fields[2]).toInstant(), new BigDecimal(fields[4])));
            }
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first month of each customer, in his zone. */
    static Map<String, YearMonth> firstMonths(List<Event> events, Map<String, ZoneId> zones) {
        Map<String, YearMonth> first = new TreeMap<>();
        for (Event event : events) {
            YearMonth month = YearMonth.from(event.at().atZone(zones.get(event.customer())));
            first.merge(event.customer(), month, (one, other) -> one.isBefore(other) ? one : other);
        }
        return first;
    }

    /** A customer's invoices up to an instant of the clock, in order. */
    static List<Expected> invoices(String customer, List<Event> events, YearMonth start, ZoneId zone, Instant clock) {
        List<Expected> invoices = new ArrayList<>();
        for (YearMonth month = start;
                !month.atDay(1).atStartOfDay(zone).toInstant().isAfter(clock);
                month = month.plusMonths(1)) {
            boolean first = month.equals(start);
            YearMonth billed = month.minusMonths(1);
            BigDecimal minutes = first ? BigDecimal.ZERO : minutes(customer, events, billed, zone);
            BigDecimal net = first ? FEE : FEE.add(price(minutes));
            BigDecimal tax = net.multiply(new BigDecimal("0.2")).setScale(2, RoundingMode.HALF_UP);
            LocalDate day = month.atDay(1);
            invoices.add(new Expected(
                    customer, first ? day : billed.atDay(1), day, day, minutes.stripTrailingZeros(), net, tax));
        }
        return invoices;
    }

    private static BigDecimal minutes(String customer, List<Event> events, YearMonth month, ZoneId zone) {
        return events.stream()
                .filter(event -> event.customer().equals(customer))
                .filter(event -> YearMonth.from(event.at().atZone(zone)).equals(month))
                .map(Event::minutes)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Each tier's part is rounded to cents by itself. */
    private static BigDecimal price(BigDecimal minutes) {
        BigDecimal first = minutes.min(FIFTY);
        BigDecimal second = minutes.min(FIVE_HUNDRED).subtract(FIFTY).max(BigDecimal.ZERO);
        BigDecimal rest = minutes.subtract(FIVE_HUNDRED).max(BigDecimal.ZERO);
        return cents(first, "0.08").add(cents(second, "0.05")).add(cents(rest, "0.03"));
    }

    private static BigDecimal cents(BigDecimal minutes, String price) {
        return minutes.multiply(new BigDecimal(price)).setScale(2, RoundingMode.HALF_UP);
    }
}
