package dev.countinghouse.launcher.mainjob;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.launcher.client.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was done, for programs: amounts, quantities and rates are plain decimal strings, amounts in major units, the tax rate in percent. */
final class Report {
    private final ObjectNode root = Json.object();

    Report(MainJob.Settings settings, TenantBooks acme, TenantBooks globex, List<Finding> findings) {
        root.put("api", settings.api().toString());
        root.put("console", settings.console().toString());
        ArrayNode tenants = root.putArray("tenants");
        ArrayNode invoices = root.putArray("invoices");
        for (TenantBooks books : List.of(acme, globex)) {
            tenants.add(tenant(books, settings.demoPassword()));
            books.invoices()
                    .forEach(invoice -> invoices.add(invoice(books.session().slug(), invoice)));
        }
        root.set("plan", acme.plan());
        root.put("tax_rate", Json.text(acme.plan().path("tax_rate"), "percent"));
        acme.imported().ifPresent(imported -> root.set("import", imported(imported)));
        ArrayNode checks = root.putArray("checks");
        findings.forEach(finding -> checks.addObject().put("ok", finding.ok()).put("text", finding.text()));
    }

    private static ObjectNode tenant(TenantBooks books, String password) {
        TenantSession session = books.session();
        return Json.object()
                .put("slug", session.slug())
                .put("schema", session.schema())
                .put("email", session.demo().ownerEmail())
                .put("password", password)
                .put("api_key", session.apiKey())
                .put("invoices", books.invoices().size())
                .put("new_invoices", books.newInvoices());
    }

    private static ObjectNode invoice(String tenant, Invoice invoice) {
        ObjectNode node = Json.object()
                .put("tenant", tenant)
                .put("id", invoice.id())
                .put("customer_external_id", invoice.customer().externalId())
                .put("customer_time_zone", invoice.timeZone())
                .put("number", invoice.number())
                .put("status", invoice.status())
                .put("period_start", invoice.periodStart().toString())
                .put("period_end", invoice.periodEnd().toString())
                .put("issued_on", invoice.issuedOn().toString())
                .put("currency", invoice.currency());
        ArrayNode lines = node.putArray("lines");
        invoice.lines().forEach(line -> lines.add(line(line)));
        return node.put("subtotal", plain(invoice.subtotal()))
                .put("tax", plain(invoice.tax()))
                .put("total", plain(invoice.total()));
    }

    private static ObjectNode line(Invoice.Line line) {
        return Json.object()
                .put("description", line.description())
                .put("metric", line.metric())
                .put("purpose", line.purpose())
                .put("period_start", line.periodStart().toString())
                .put("period_end", line.periodEnd().toString())
                .put("quantity", plain(line.quantity()))
                .put("unit_amount", plain(line.unitAmount()))
                .put("amount", plain(line.amount()));
    }

    private static ObjectNode imported(UsageImport imported) {
        ObjectNode node = Json.object()
                .put("lines", imported.lines())
                .put("accepted", imported.accepted())
                .put("duplicates", imported.duplicates())
                .put("rejected", imported.rejected());
        ArrayNode errors = node.putArray("errors");
        imported.errors()
                .forEach(error -> errors.addObject()
                        .put("line", error.line())
                        .put("field", error.field())
                        .put("code", error.code())
                        .put("message", error.message()));
        return node.put("errors_truncated", imported.truncated());
    }

    private static String plain(BigDecimal value) {
        return value.toPlainString();
    }

    /** How long things took, in seconds: first what went before the main job, then its steps. */
    Report timings(Map<String, Duration> before, Map<String, Duration> steps) {
        Map<String, Duration> all = new LinkedHashMap<>(before);
        all.putAll(steps);
        ObjectNode timings = root.putObject("timings");
        all.forEach((name, took) -> timings.put(name, BigDecimal.valueOf(took.toMillis(), 3)));
        return this;
    }

    ObjectNode json() {
        return root;
    }

    /**
     * Makes sure that a report can be written here, and that none of an earlier run is mistaken for this one's.
     *
     * @throws MainJobException if it cannot
     */
    static void clear(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null
                || !Files.isDirectory(folder)
                || !Files.isWritable(folder)
                || (Files.exists(path) && !Files.isRegularFile(path))) {
            throw new MainJobException(
                    "The report %s cannot be written: it must be a file in a folder that exists".formatted(path));
        }
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw cannotWrite(path, e);
        }
    }

    /** Writes the whole file or none; it holds a password and keys, so only its owner may read it. */
    void write(Path path) {
        try {
            Path fresh = Files.createTempFile(path.toAbsolutePath().getParent(), ".report", ".new");
            Files.write(fresh, Json.MAPPER.writeValueAsBytes(root));
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw cannotWrite(path, e);
        }
    }

    private static MainJobException cannotWrite(Path path, IOException e) {
        return new MainJobException("The report %s cannot be written: %s".formatted(path, e.getMessage()), e);
    }
}
