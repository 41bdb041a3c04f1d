package dev.countinghouse.metering;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.json.Json;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Tenant;
import dev.countinghouse.tenancy.TenantDirectory;
import dev.countinghouse.tenancy.TenantSlots;
import dev.countinghouse.tenancy.TenantStorage;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records usage events from a stream, batch by batch, each batch a transaction: memory stays small, and an import that was
 * interrupted is simply sent again, since events that are there are duplicates.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED) // each batch is a transaction of its own
public class UsageImport {

    private static final int BATCH = 500;
    private static final int ERRORS_MAX = 1_000;
    private static final int LOOK_EVERY_BATCHES = 20;
    private static final List<String> REQUIRED =
            List.of("transaction_id", "external_customer_id", "timestamp", "metric");

    private static final Duration PATIENCE = Duration.ofSeconds(30); // for a slot, of each batch

    @Inject
    UsageService usage;

    @Inject
    TenantSlots slots;

    @Inject
    TenantDirectory tenants;

    @Inject
    TenantStorage storage;

    /**
     * Reads comma-separated values with a header line; columns that are no field of an event become its properties.
     *
     * @throws BillingException when the header lacks a column or is missing; then nothing was recorded. TENANT_BUSY when the
     *     tenant's other work leaves no slot for a batch, STORAGE_LIMIT_REACHED or TENANT_SUSPENDED when that comes to be in
     *     the middle; then the batches before are recorded
     */
    @RolesAllowed(Permission.USAGE_WRITE)
    public UsageImportResult csv(InputStream body) {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .detectBomHeader(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(body)) {
            Iterator<CsvRecord> records = reader.iterator();
            if (!records.hasNext()) {
                throw header("The file is empty: its first line names the columns");
            }
            Importing importing = new Importing(columns(records.next().getFields()));
            return importing.all(records);
        } catch (CsvParseException e) {
            throw new BillingException(ProblemType.MALFORMED_REQUEST, "The body is not CSV: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
                throw new BillingException(
                        ProblemType.VALIDATION_FAILED,
                        "The header lacks column " + required,
                        List.of(new FieldError(required, "required", "is a column that every file has")));
            }
        }
        return columns;
    }

    private static BillingException header(String detail) {
        return new BillingException(
                ProblemType.VALIDATION_FAILED, detail, List.of(new FieldError("header", "malformed", detail)));
    }

    /** One import on its way. */
    private final class Importing {

        private final Map<String, Integer> columns;
        private final List<UsageInput> batch = new ArrayList<>();
        private final List<Long> batchLines = new ArrayList<>();
        private final List<UsageImportResult.LineError> errors = new ArrayList<>();
        private long lines;
        private long accepted;
        private long duplicates;
        private long rejected;
        private int batches;

        Importing(Map<String, Integer> columns) {
            this.columns = columns;
        }

        /** What is recorded before a failure stays, and is written down all the same. */
        UsageImportResult all(Iterator<CsvRecord> records) {
            try {
                while (records.hasNext()) {
                    add(records.next());
                }
                flush();
            } catch (RuntimeException e) {
                writeDownAfter(e);
                throw e;
            }
            usage.imported(lines, accepted);
            return finish();
        }

        private void writeDownAfter(RuntimeException failure) {
            try {
                usage.imported(lines, accepted);
            } catch (RuntimeException e) {
                failure.addSuppressed(e);
            }
        }

        void add(CsvRecord line) {
            lines++;
            if (line.getFieldCount() != columns.size()) {
                reject(
                        line.getStartingLineNumber(),
                        "line",
                        "columns",
                        "has %d fields, the header %d".formatted(line.getFieldCount(), columns.size()));
                return;
            }
            String unfit = unstorableColumn(line);
            if (unfit != null) {
                reject(line.getStartingLineNumber(), unfit, "malformed", "has characters that are no text");
                return;
            }
            Instant timestamp = timestamp(field(line, "timestamp"));
            if (timestamp == null) {
                reject(
                        line.getStartingLineNumber(),
                        "timestamp",
                        "malformed",
                        "must be an instant with an offset, such as 2026-03-01T12:00:00+01:00");
                return;
            }
            batch.add(input(line, timestamp));
            batchLines.add(line.getStartingLineNumber());
            if (batch.size() == BATCH) {
                flush();
            }
        }

        /** A value that the database cannot keep would cost its whole batch. */
        private @Nullable String unstorableColumn(CsvRecord line) {
            return columns.entrySet().stream()
                    .filter(column -> !Json.isStorable(line.getField(column.getValue())))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(null);
        }

        private UsageInput input(CsvRecord line, Instant timestamp) {
            Map<String, Object> properties = new LinkedHashMap<>();
            columns.forEach((name, index) -> {
                if (!REQUIRED.contains(name)
                        && !name.equals("source")
                        && !line.getField(index).isEmpty()) {
                    properties.put(name, line.getField(index));
                }
            });
            return new UsageInput(
                    field(line, "transaction_id"),
                    columns.containsKey("source") ? field(line, "source") : "",
                    null,
                    field(line, "external_customer_id"),
                    null,
                    field(line, "metric"),
                    timestamp,
                    null,
                    properties);
        }

        private String field(CsvRecord line, String name) {
            return line.getField(Objects.requireNonNull(columns.get(name))).strip();
        }

        private void flush() {
            List<UsageResult> results = batch.isEmpty() ? List.of() : record();
            for (int i = 0; i < results.size(); i++) {
                UsageResult result = results.get(i);
                switch (result.status()) {
                    case ACCEPTED -> accepted++;
                    case DUPLICATE -> duplicates++;
                    case REJECTED -> {
                        FieldError error = Objects.requireNonNull(result.error());
                        reject(batchLines.get(i), error.field(), error.code(), error.message());
                    }
                }
            }
            batch.clear();
            batchLines.clear();
        }

        /** The slot is for the work, not for the time that the sender takes. */
        private List<UsageResult> record() {
            batches++;
            if (batches % LOOK_EVERY_BATCHES == 0) {
                lookAgain(CurrentScope.tenant().id());
            }
            try (TenantSlots.Slot slot = slots.take(CurrentScope.tenant(), PATIENCE)
                    .orElseThrow(() -> new BillingException(
                            ProblemType.TENANT_BUSY, "Send the file again later: what is recorded are duplicates"))) {
                return usage.recordBatch(batch);
            }
        }

        private void reject(long line, String field, String code, String message) {
            rejected++;
            if (errors.size() < ERRORS_MAX) {
                errors.add(new UsageImportResult.LineError(line, field, code, message));
            }
        }

        private UsageImportResult finish() {
            errors.sort(Comparator.comparingLong(UsageImportResult.LineError::line));
            return new UsageImportResult(
                    lines, accepted, duplicates, rejected, List.copyOf(errors), rejected > errors.size());
        }
    }

    /** A stream may last for hours: meanwhile the tenant can be suspended, or its room run out. */
    private void lookAgain(UUID tenantId) {
        Tenant tenant = tenants.active(tenantId)
                .orElseThrow(
                        () -> new BillingException(ProblemType.TENANT_SUSPENDED, "What was recorded until now stays"));
        TenantStorage.check(tenant);
        storage.wrote(tenantId);
    }

    private static @Nullable Instant timestamp(String text) {
        try {
            return Json.instant(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
