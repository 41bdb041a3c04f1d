package dev.countinghouse.launcher.mainjob;

import dev.countinghouse.launcher.client.Text;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where a usage file has its columns. They are found by name, in any order; columns that are not required are properties of the event. */
final class UsageColumns {
    static final List<String> REQUIRED =
            List.of("transaction_id", "external_customer_id", "timestamp", "metric", DemoPlan.METRIC_FIELD);

    // An instant outside was never meant; it must not decide where a clock starts or how far it runs.
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
    private static final int DIGITS_MAX = 40;

    private final int columns;
    private final int transaction;
    private final int customer;
    private final int timestamp;
    private final int metric;
    private final int minutes;

    private UsageColumns(List<String> header) {
        columns = header.size();
        transaction = header.indexOf(REQUIRED.get(0));
        customer = header.indexOf(REQUIRED.get(1));
        timestamp = header.indexOf(REQUIRED.get(2));
        metric = header.indexOf(REQUIRED.get(3));
        minutes = header.indexOf(REQUIRED.get(4));
    }

    /** @throws MainJobException if a required column is missing or a name stands twice */
    static UsageColumns of(String file, List<String> header) {
        String first = String.join(",", header);
        if (!first.codePoints().allMatch(c -> Text.isPrintable(c) || Character.isWhitespace(c))
                || first.indexOf('\uFFFD') >= 0) {
            throw new MainJobException(file + " is not a CSV text in UTF-8: its first line holds binary data");
        }
        List<String> missing =
                REQUIRED.stream().filter(name -> !header.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new MainJobException("%s lacks the column%s %s; its first line is: %s%s"
                    .formatted(
                            file,
                            missing.size() == 1 ? "" : "s",
                            String.join(", ", missing),
                            Text.plain(first, 200),
                            hint(header)));
        }
        Set<String> seen = new HashSet<>();
        header.stream().filter(name -> !seen.add(name)).findFirst().ifPresent(name -> {
            throw new MainJobException("%s names the column %s twice".formatted(file, Text.plain(name, 100)));
        });
        return new UsageColumns(header);
    }

    private static String hint(List<String> header) {
        boolean other = header.size() == 1
                && (header.getFirst().contains(";") || header.getFirst().contains("\t"));
        return other ? " (columns must be separated by commas)" : "";
    }

    /** Adds one line to the scan: as usage of the demo's metric when it is understood, else as unclear. */
    void read(List<String> fields, UsageScan scan) {
        if (fields.size() != columns || !fields.get(metric).equals(DemoPlan.METRIC)) {
            scan.addUnclear();
            return;
        }
        try {
            Instant at = OffsetDateTime.parse(fields.get(timestamp)).toInstant();
            BigDecimal quantity = quantity(fields.get(minutes));
            boolean named =
                    !fields.get(transaction).isBlank() && !fields.get(customer).isBlank();
            if (named && !at.isBefore(EARLIEST) && at.isBefore(LATEST)) {
                scan.add(fields.get(transaction), fields.get(customer), at, quantity);
            } else {
                scan.addUnclear();
            }
        } catch (DateTimeException | NumberFormatException e) {
            scan.addUnclear();
        }
    }

    private static BigDecimal quantity(String text) {
        if (text.length() > DIGITS_MAX || !text.matches("[+-]?\\d+(\\.\\d+)?")) {
            throw new NumberFormatException("not a plain decimal"); // 1e999999999 would be summed for hours
        }
        return new BigDecimal(text);
    }
}
