package dev.countinghouse.metering;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.countinghouse.json.Json;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Usage events from comma-separated values (RFC 4180) with a header line. A column that is no field of an event becomes one
 * of its properties, unless it is empty.
 */
final class CsvUsage implements Iterator<UsageLine>, AutoCloseable {

    private static final List<String> REQUIRED = List.of("transaction_id", "timestamp", "metric");
    private static final List<String> CUSTOMER = List.of("external_customer_id", "customer_id", "subscription_id");
    private static final Set<String> FIELDS = Set.of(
            "transaction_id",
            "source",
            "external_customer_id",
            "customer_id",
            "subscription_id",
            "metric",
            "timestamp",
            "quantity");

    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final Map<String, Integer> columns;

    /**
     * Reads the header.
     *
     * @throws BillingException when there is none, or it lacks a column
     * @throws de.siegmar.fastcsv.reader.CsvParseException when the text is not CSV; also while reading on
     */
    CsvUsage(InputStream body) throws IOException {
        reader = CsvReader.builder()
                .detectBomHeader(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(body);
        records = reader.iterator();
        if (!records.hasNext()) {
            throw header("The file is empty: its first line names the columns");
        }
        columns = columns(records.next().getFields());
    }

    private static Map<String, Integer> columns(List<String> names) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (!Json.isStorable(names.get(i))) {
                throw header("Column " + (i + 1) + " has a name that is no text");
            }
            if (columns.put(names.get(i).strip(), i) != null) {
                throw header("Column " + names.get(i) + " stands twice in the header");
            }
        }
        for (String required : REQUIRED) {
            if (!columns.containsKey(required)) {
                throw lacks(required);
            }
        }
        if (CUSTOMER.stream().noneMatch(columns::containsKey)) {
            throw lacks(CUSTOMER.getFirst());
        }
        return columns;
    }

    private static BillingException lacks(String column) {
        return new BillingException(
                ProblemType.VALIDATION_FAILED,
                "The header lacks column " + column,
                List.of(new FieldError(column, "required", "is a column that every file has")));
    }

    private static BillingException header(String detail) {
        return new BillingException(
                ProblemType.VALIDATION_FAILED, detail, List.of(new FieldError("header", "malformed", detail)));
    }

    @Override
    public boolean hasNext() {
        return records.hasNext();
    }

    @Override
    public UsageLine next() {
        CsvRecord line = records.next();
        long number = line.getStartingLineNumber();
        if (line.getFieldCount() != columns.size()) {
            return rejected(
                    line,
                    "line",
                    "columns",
                    "has %d fields, the header %d".formatted(line.getFieldCount(), columns.size()));
        }
        for (Map.Entry<String, Integer> column : columns.entrySet()) {
            if (!Json.isStorable(line.getField(column.getValue()))) {
                return rejected(line, column.getKey(), "malformed", "has characters that are no text");
            }
        }
        try {
            return UsageLine.of(number, input(line));
        } catch (UnreadableException e) {
            return rejected(line, e.error.field(), e.error.code(), e.error.message());
        }
    }

    /** A field that cannot be read. */
    private static final class UnreadableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final FieldError error;

        UnreadableException(String field, String message) {
            super(message);
            this.error = new FieldError(field, "malformed", message);
        }
    }

    private UsageInput input(CsvRecord line) {
        return new UsageInput(
                required(line, "transaction_id"),
                Objects.requireNonNullElse(text(line, "source"), ""),
                read(line, "customer_id", UUID::fromString, "must be a UUID"),
                text(line, "external_customer_id"),
                read(line, "subscription_id", UUID::fromString, "must be a UUID"),
                required(line, "metric"),
                timestamp(line),
                read(line, "quantity", CsvUsage::decimal, "must be a decimal without exponent"),
                properties(line));
    }

    private String required(CsvRecord line, String name) {
        return Objects.requireNonNullElse(text(line, name), "");
    }

    private static BigDecimal decimal(String text) {
        if (!UsageRules.isDecimal(text)) {
            throw new NumberFormatException(text);
        }
        return new BigDecimal(text);
    }

    private Instant timestamp(CsvRecord line) {
        try {
            return Json.instant(required(line, "timestamp"));
        } catch (DateTimeException e) {
            throw new UnreadableException(
                    "timestamp", "must be an instant with an offset, such as 2026-03-01T12:00:00+01:00");
        }
    }

    private <T> @Nullable T read(CsvRecord line, String name, Function<String, T> parse, String message) {
        @Nullable String text = text(line, name);
        try {
            return text == null ? null : parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException(name, message);
        }
    }

    /** The text of a column, without space around it; null when it is empty or not there. */
    private @Nullable String text(CsvRecord line, String name) {
        Integer index = columns.get(name);
        if (index == null || index >= line.getFieldCount()) {
            return null;
        }
        String text = line.getField(index).strip();
        return text.isEmpty() ? null : text;
    }

    private Map<String, Object> properties(CsvRecord line) {
        Map<String, Object> properties = new LinkedHashMap<>();
        columns.forEach((name, index) -> {
            if (!FIELDS.contains(name)
                    && index < line.getFieldCount()
                    && !line.getField(index).isEmpty()) {
                properties.put(name, line.getField(index));
            }
        });
        return properties;
    }

    private UsageLine rejected(CsvRecord line, String field, String code, String message) {
        Map<String, Object> sent = new TreeMap<>();
        FIELDS.forEach(name -> {
            @Nullable String text = text(line, name);
            if (text != null) {
                sent.put(name, text);
            }
        });
        sent.put("properties", properties(line));
        return UsageLine.rejected(line.getStartingLineNumber(), Json.write(sent), new FieldError(field, code, message));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
