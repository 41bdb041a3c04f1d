package dev.countinghouse.launcher.mainjob;

import dev.countinghouse.launcher.client.ApiClient;
import dev.countinghouse.launcher.client.ClientException;
import dev.countinghouse.launcher.client.Text;
import dev.countinghouse.launcher.client.Waiting;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From sign-up to checked invoices: two tenants, a catalog, customers, usage from a file, time that passes, and a look at what came of it. It does so as
 * any client would, over the public REST API; only the closing look at the database goes past it.
 *
 * <p>It can be run again at any time: what is there is used, nothing is billed twice.
 */
public final class MainJob {
    private static final int IN_FULL_MAX = 40;

    private final Settings settings;
    private final Steps steps;
    private final Waiting waiting;
    private final DatabaseProbe database;

    public MainJob(Settings settings, PrintStream out) {
        this(settings, out, Waiting.CALM, new DatabaseIsolation(settings.jdbcAppUrl()));
    }

    MainJob(Settings settings, PrintStream out, Waiting waiting, DatabaseProbe database) {
        this.settings = settings;
        this.steps = new Steps(out);
        this.waiting = waiting;
        this.database = database;
    }

    /**
     * What the main job works with.
     *
     * @param api base of the REST API, e.g. {@code http://127.0.0.1:8080/api/v1}
     * @param console where people look at it
     * @param usageFile CSV of usage; null for the shipped sample
     * @param zone time zone of customers that are added
     * @param stateFile remembers the API keys between runs; may be lost
     * @param demoPassword of the owners of the demo tenants
     * @param jsonFile where the report for programs goes; null for none
     * @param jdbcAppUrl JDBC address of the database with the application's login and password in it
     * @param timings of what went before, for the report
     */
    public record Settings(
            URI api,
            URI console,
            @Nullable Path usageFile,
            ZoneId zone,
            Path stateFile,
            String demoPassword,
            @Nullable Path jsonFile,
            String jdbcAppUrl,
            Map<String, Duration> timings) {}

    /**
     * How it ended.
     *
     * @param exitCode 0 all done, 1 failed, 2 done, but lines of the file were rejected
     * @param counts lines, accepted, duplicates, rejected, customers, invoices, new_invoices; empty if it failed before anything was made
     */
    public record Outcome(int exitCode, Map<String, Long> counts) {

        public boolean ok() {
            return exitCode == 0;
        }
    }

    /** Does the whole job and prints it. What goes wrong is printed and told by the outcome. */
    public Outcome run() {
        try {
            if (settings.jsonFile() != null) {
                Report.clear(settings.jsonFile());
            }
            UsageFile file = UsageFile.of(settings.usageFile());
            UsageScan read = read(file);
            List<TenantSession> sessions = enter();
            TenantBooks acme = recordFile(sessions.getFirst(), file, read);
            TenantBooks globex = recordBatch(sessions.getLast());
            bill(acme, globex);
            show(acme, globex);
            return close(acme, globex);
        } catch (ClientException e) {
            steps.failed(String.valueOf(e.getMessage()));
            return new Outcome(1, Map.of());
        }
    }

    private UsageScan read(UsageFile file) {
        steps.begin("Usage file");
        UsageScan read = file.scan(line -> false);
        if (read.lines() == 0) {
            throw new MainJobException(file.name() + " has no line of usage below its header");
        }
        String span = read.first()
                .map(first -> ", %s to %s".formatted(first, read.last().orElse(first)))
                .orElse("");
        String unclear = read.unclear() == 0
                ? ""
                : "; %s unclear, the server will say why".formatted(Text.count(read.unclear(), "line"));
        steps.done("%s: %s of %s%s%s"
                .formatted(
                        file.name(),
                        Text.count(read.lines(), "line"),
                        Text.count(read.customers().size(), "customer"),
                        span,
                        unclear));
        return read;
    }

    private List<TenantSession> enter() {
        steps.begin("Tenants");
        ApiClient anonymous = new ApiClient(settings.api(), waiting);
        TenantAccess access = new TenantAccess(
                anonymous, StateFile.at(settings.stateFile()), settings.demoPassword(), settings.zone());
        List<TenantSession> sessions =
                Stream.of(DemoTenant.ACME, DemoTenant.GLOBEX).map(access::enter).toList();
        steps.done(String.join(
                ", ",
                sessions.stream()
                        .map(s -> "%s %s, schema %s"
                                .formatted(s.slug(), s.created() ? "registered" : "logged in", s.schema()))
                        .toList()));
        return sessions;
    }

    private TenantBooks recordFile(TenantSession session, UsageFile file, UsageScan read) {
        TenantBooks books = catalog(session, read);
        steps.begin("Customers");
        read.customers().forEach(used -> books.customers().ensure(used.externalId(), settings.zone(), steps::note));
        steps.done("acme: %s added, %s there"
                .formatted(
                        Text.count(books.customers().added()),
                        Text.count(books.customers().all().size())));
        steps.begin("Usage");
        UsageImport imported = UsageImport.send(session.api(), file);
        Set<Long> rejected = imported.rejectedLines();
        books.recorded(rejected.isEmpty() ? read : file.scan(rejected::contains), imported);
        imported.tellRejected(steps::note);
        steps.done("acme: " + imported.counts());
        subscribe(books);
        return books;
    }

    private TenantBooks recordBatch(TenantSession session) {
        UsageScan events = GlobexUsage.scan();
        TenantBooks books = catalog(session, events);
        steps.begin("Globex");
        GlobexUsage.CUSTOMERS.forEach((customer, zone) -> books.customers().ensure(customer, zone, steps::note));
        UsageImport imported = GlobexUsage.send(session.api());
        books.recorded(events, imported);
        steps.done("customers in Tokyo, Kolkata and New York; events " + imported.counts());
        subscribe(books);
        return books;
    }

    private TenantBooks catalog(TenantSession session, UsageScan usage) {
        steps.begin("Catalog");
        TenantBooks books = new TenantBooks(session, usage.first());
        steps.done("%s: plan %s on a test clock at %s".formatted(session.slug(), DemoPlan.CODE, books.now()));
        return books;
    }

    private void subscribe(TenantBooks books) {
        steps.begin("Subscriptions");
        int added = books.subscribe();
        steps.done("%s: %s added".formatted(books.session().slug(), Text.count(added)));
    }

    private void bill(TenantBooks... tenants) {
        for (TenantBooks books : tenants) {
            steps.begin("Billing");
            books.bill(waiting, steps::note);
            steps.done("%s: clock at %s, %s"
                    .formatted(books.session().slug(), books.now(), Text.count(books.newInvoices(), "new invoice")));
        }
    }

    private void show(TenantBooks... tenants) {
        long all =
                Stream.of(tenants).mapToLong(books -> books.invoices().size()).sum();
        boolean full = all <= IN_FULL_MAX;
        for (TenantBooks books : tenants) {
            steps.print("");
            steps.print("  " + InvoicePrinter.summary(books.session(), books.invoices()));
            List<Invoice> shown = full ? books.invoices() : InvoicePrinter.latestPerCustomer(books.invoices());
            InvoicePrinter.print(books.session().schema(), shown).forEach(steps::print);
        }
        if (!full) {
            steps.print("");
            steps.print("  The latest invoice of each customer is shown; all %s: GET %s, or --json FILE"
                    .formatted(Text.count(all), settings.api() + "/invoices?include=lines"));
        }
        steps.print("");
    }

    private Outcome close(TenantBooks acme, TenantBooks globex) {
        List<Finding> findings = new ArrayList<>();
        steps.begin("Checks");
        findings.addAll(told(ClosingChecks.of(acme)));
        findings.addAll(told(ClosingChecks.of(globex)));
        steps.done(verdict(findings));
        steps.begin("Isolation");
        List<Finding> isolation = new ArrayList<>(told(new Isolation(acme, globex).look()));
        isolation.addAll(told(
                database.look(acme.session(), globex.session(), acme.invoices().size())));
        steps.done(verdict(isolation));
        findings.addAll(isolation);
        if (settings.jsonFile() != null) {
            new Report(settings, acme, globex, findings)
                    .timings(settings.timings(), steps.timings())
                    .write(settings.jsonFile());
            steps.print("  Report written to " + settings.jsonFile());
        }
        return outcome(acme, globex, findings.stream().allMatch(Finding::ok));
    }

    private List<Finding> told(List<Finding> findings) {
        for (Finding finding : findings) {
            steps.note((finding.ok() ? "ok     " : "WRONG  ") + finding.text());
            finding.details().forEach(detail -> steps.note("         " + Text.plain(detail)));
        }
        return findings;
    }

    private static String verdict(List<Finding> findings) {
        long wrong = findings.stream().filter(finding -> !finding.ok()).count();
        return wrong == 0
                ? "all %d hold".formatted(findings.size())
                : "%d of %d do not hold".formatted(wrong, findings.size());
    }

    private Outcome outcome(TenantBooks acme, TenantBooks globex, boolean right) {
        long rejected = acme.imported().map(UsageImport::rejected).orElse(0L);
        Map<String, Long> counts = Map.of(
                "lines",
                acme.imported().map(UsageImport::lines).orElse(0L),
                "accepted",
                acme.imported().map(UsageImport::accepted).orElse(0L),
                "duplicates",
                acme.imported().map(UsageImport::duplicates).orElse(0L),
                "rejected",
                rejected,
                "customers",
                (long) acme.usage().customers().size(),
                "invoices",
                (long) acme.invoices().size() + globex.invoices().size(),
                "new_invoices",
                acme.newInvoices() + globex.newInvoices());
        if (!right) {
            steps.failed("what is marked WRONG above does not hold");
            return new Outcome(1, counts);
        }
        String done = "Done: %s".formatted(Text.count(acme.newInvoices() + globex.newInvoices(), "new invoice"));
        steps.print("  "
                + (rejected == 0
                        ? done
                        : done
                                + ", but %s rejected"
                                        .formatted(
                                                rejected == 1 ? "1 line was" : Text.count(rejected) + " lines were")));
        return new Outcome(rejected == 0 ? 0 : 2, counts);
    }
}
