package dev.countinghouse.metering;

import de.siegmar.fastcsv.reader.CsvParseException;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.metering.UsageImportView.Format;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records usage events from a stream, batch by batch, each batch a transaction: memory stays small, and an import that was
 * interrupted is simply sent again, since events that are there are duplicates.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED) // each batch is a transaction of its own
public class UsageImport {

    private static final int ERRORS_MAX = 1_000;
    private static final int LOOK_EVERY_BATCHES = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(30); // for a slot, of each batch

    @Inject
    UsageImports imports;

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
        try (CsvUsage lines = new CsvUsage(body)) {
            return new Importing(Format.CSV).all(lines);
        } catch (CsvParseException e) {
            throw notCsv(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads JSON, an event a line.
     *
     * @throws BillingException as {@link #csv}
     */
    @RolesAllowed(Permission.USAGE_WRITE)
    public UsageImportResult ndjson(InputStream body) {
        return new Importing(Format.NDJSON).all(new NdjsonUsage(body));
    }

    private static BillingException notCsv(CsvParseException error) {
        return new BillingException(ProblemType.MALFORMED_REQUEST, "The body is not CSV: " + error.getMessage());
    }

    /** One import on its way. */
    private final class Importing {

        private final UUID id;
        private final List<UsageImportResult.LineError> errors = new ArrayList<>();
        private long lines;
        private long accepted;
        private long duplicates;
        private long rejected;
        private int batches;

        Importing(Format format) {
            this.id = imports.begin(format);
        }

        /** What is recorded before a failure stays, and is written down all the same. */
        UsageImportResult all(Iterator<UsageLine> file) {
            try (ReadAhead ahead = new ReadAhead(file)) {
                for (List<UsageLine> batch = ahead.next(); !batch.isEmpty(); batch = ahead.next()) {
                    take(batch);
                }
            } catch (CsvParseException e) {
                throw ended(notCsv(e));
            } catch (RuntimeException e) {
                throw ended(e);
            }
            imports.finish(id, null);
            return new UsageImportResult(
                    id, lines, accepted, duplicates, rejected, List.copyOf(errors), rejected > errors.size());
        }

        private RuntimeException ended(RuntimeException failure) {
            try {
                imports.finish(id, failure instanceof BillingException refusal ? told(refusal) : "Interrupted");
            } catch (RuntimeException e) {
                failure.addSuppressed(e);
            }
            return failure;
        }

        private static String told(BillingException refusal) {
            return refusal.type().title() + ": " + refusal.getMessage();
        }

        private void take(List<UsageLine> batch) {
            List<UsageResult> results = record(batch);
            for (int i = 0; i < results.size(); i++) {
                count(batch.get(i), results.get(i));
            }
            lines += batch.size();
        }

        private void count(UsageLine line, UsageResult result) {
            @Nullable FieldError error = result.error();
            if (error == null) {
                accepted += result.status() == UsageResult.Status.ACCEPTED ? 1 : 0;
                duplicates += result.status() == UsageResult.Status.DUPLICATE ? 1 : 0;
                return;
            }
            rejected++;
            if (errors.size() < ERRORS_MAX) {
                errors.add(
                        new UsageImportResult.LineError(line.number(), error.field(), error.code(), error.message()));
            }
        }

        /** The slot is for the work, not for the time that the sender takes. */
        private List<UsageResult> record(List<UsageLine> batch) {
            batches++;
            if (batches % LOOK_EVERY_BATCHES == 0) {
                lookAgain(CurrentScope.tenant().id());
            }
            try (TenantSlots.Slot slot = slots.take(CurrentScope.tenant(), PATIENCE)
                    .orElseThrow(() -> new BillingException(
                            ProblemType.TENANT_BUSY, "Send the file again later: what is recorded are duplicates"))) {
                return imports.record(id, batch, Math.min(rejected, UsageImports.KEPT_ERRORS_MAX));
            }
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
}
