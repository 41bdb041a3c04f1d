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

    /** One event of a file, and the line it stands in. */
    record Event(String customer, Instant at, BigDecimal minutes, String line) {}

    /**
     * One invoice.
     *
     * @param from first day of the usage billed; equal to {@code to} on the first invoice
     * @param lines quantity, unit price, amount and first day of each
     */
    record Expected(
            String customer,
            LocalDate from,
            LocalDate to,
            LocalDate issued,
            List<String> lines,
            BigDecimal minutes,
            BigDecimal net,
            BigDecimal tax) {

        BigDecimal total() {
            return net.add(tax);
        }

        /** The same facts as the API tells them; delta lines are not expected. */
        static Expected of(JsonNode invoice) {
            BigDecimal minutes = BigDecimal.ZERO;
            List<String> lines = new ArrayList<>();
            for (JsonNode line : invoice.path("lines")) {
                lines.add("%s x %s = %s from %s"
                        .formatted(
                                line.path("quantity").asText(),
                                line.path("unit_amount").asText(),
                                line.at("/amount/amount").asText(),
                                line.path("period_start").asText()));
                if (line.path("metric").isTextual()) {
                    minutes = minutes.add(new BigDecimal(line.path("quantity").asText()));
                }
            }
            return new Expected(
                    invoice.at("/customer/external_id").asText(),
                    LocalDate.parse(invoice.path("period_start").asText()),
                    LocalDate.parse(invoice.path("period_end").asText()),
                    LocalDate.parse(invoice.path("issued_on").asText()),
                    lines,
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
                events.add(new Event(
                        fields[1], OffsetDateTime.parse(fields[2]).toInstant(), new BigDecimal(fields[4]), line));
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
            List<Part> parts = new ArrayList<>(List.of(new Part(BigDecimal.ONE, "29", FEE, month.atDay(1))));
            parts.addAll(first ? List.of() : tiers(minutes, billed.atDay(1)));
            BigDecimal net = parts.stream().map(Part::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal tax = net.multiply(new BigDecimal("0.2")).setScale(2, RoundingMode.HALF_UP);
            LocalDate day = month.atDay(1);
            List<String> lines = parts.stream().map(Part::toString).toList();
            invoices.add(new Expected(
                    customer, first ? day : billed.atDay(1), day, day, lines, minutes.stripTrailingZeros(), net, tax));
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

    /** One line. */
    private record Part(BigDecimal quantity, String price, BigDecimal amount, LocalDate from) {
        @Override
        public String toString() {
            String plain =
                    quantity.signum() == 0 ? "0" : quantity.stripTrailingZeros().toPlainString();
            return "%s x %s = %s from %s".formatted(plain, price, amount.toPlainString(), from);
        }
    }

    /** A line for each tier entered, the first one always; each is rounded to cents by itself. */
    private static List<Part> tiers(BigDecimal minutes, LocalDate from) {
        List<Part> parts = new ArrayList<>();
        parts.add(part(minutes.min(FIFTY), "0.08", from));
        if (minutes.compareTo(FIFTY) > 0) {
            parts.add(part(minutes.min(FIVE_HUNDRED).subtract(FIFTY), "0.05", from));
        }
        if (minutes.compareTo(FIVE_HUNDRED) > 0) {
            parts.add(part(minutes.subtract(FIVE_HUNDRED), "0.03", from));
        }
        return parts;
    }

    private static Part part(BigDecimal minutes, String price, LocalDate from) {
        return new Part(
                minutes, price, minutes.multiply(new BigDecimal(price)).setScale(2, RoundingMode.HALF_UP), from);
    }
}
