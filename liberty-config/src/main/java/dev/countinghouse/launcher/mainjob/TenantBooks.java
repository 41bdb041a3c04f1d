package dev.countinghouse.launcher.mainjob;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.launcher.client.Json;
import dev.countinghouse.launcher.client.Text;
import dev.countinghouse.launcher.client.Waiting;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One tenant on its way from an empty schema to invoices. The order is what makes it right: customers, then their usage, then subscriptions, then time
 * passes; so nothing is billed before its usage is there, not even for a customer who is found to have started in a period that is long over.
 */
final class TenantBooks {
    private static final Duration GRACE = Duration.ofHours(1); // past midnight, so that no rounding of instants decides
    private static final int LATE_MONTHS_MAX = 3;

    private final TenantSession session;
    private final TestClock clock;
    private final JsonNode plan;
    private final CustomerBook customers;
    private final Set<String> invoicesBefore = new HashSet<>();
    private UsageScan usage = new UsageScan();
    private @Nullable UsageImport imported;
    private List<Invoice> invoices = List.of();
    private List<UsageBalance> balances = List.of();

    /** Has the catalog there and, in a tenant that lives in real time, a test clock before the first event. */
    TenantBooks(TenantSession session, Optional<Instant> firstEvent) {
        this.session = session;
        this.clock = new TestClock(session.api());
        firstEvent.ifPresent(first -> clock.startAt(before(first)));
        this.plan = DemoPlan.ensure(session.api());
        this.customers = new CustomerBook(session.api());
        session.api().each("/invoices", Map.of(), invoice -> invoicesBefore.add(Json.text(invoice, "id")));
    }

    /** A day before the event's month begins, wherever its customer lives. */
    static Instant before(Instant event) {
        return event.atOffset(ZoneOffset.ofHours(-12))
                .toLocalDate()
                .withDayOfMonth(1)
                .minusDays(1)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC);
    }

    /** @param scan what was given, without the lines that the API refused */
    void recorded(UsageScan scan, UsageImport answer) {
        usage = scan;
        imported = answer;
    }

    /** Subscribes every customer that used something. @return how many subscriptions were added */
    int subscribe() {
        SubscriptionBook subscriptions = new SubscriptionBook(session.api());
        usage.customers()
                .forEach(used ->
                        customers.find(used.externalId()).ifPresent(customer -> subscriptions.ensure(customer, used)));
        return subscriptions.added();
    }

    /** Lets time pass until every event is on an invoice, and fetches the invoices. */
    void bill(Waiting waiting, Consumer<String> progress) {
        Optional<Instant> end = usage.customers().stream()
                .flatMap(used ->
                        customers.find(used.externalId()).stream().map(customer -> customer.monthEnd(used.last())))
                .max(Instant::compareTo);
        BillingWatch watch = new BillingWatch(session, waiting, progress);
        end.ifPresent(last -> clock.advanceTo(last.plus(GRACE)));
        for (int late = 0; ; late++) {
            watch.untilSettled(expectedInvoices());
            collect();
            if (late == LATE_MONTHS_MAX || balances.stream().allMatch(UsageBalance::isInvoiced)) {
                return;
            }
            progress.accept("%s: events came after their month was billed; one more month".formatted(session.slug()));
            clock.advanceTo(nextMonth());
        }
    }

    private Instant nextMonth() {
        Instant now = now();
        return customers.all().stream()
                .map(customer -> customer.monthEnd(now))
                .max(Instant::compareTo)
                .orElse(now)
                .plus(GRACE);
    }

    private long expectedInvoices() {
        Instant now = now();
        return usage.customers().stream()
                .mapToLong(used -> 2 + ChronoUnit.DAYS.between(used.first(), now) / 28)
                .sum();
    }

    private void collect() {
        List<Invoice> fetched = new ArrayList<>();
        session.api().each("/invoices", Map.of("include", "lines"), node -> fetched.add(Invoice.from(node)));
        invoices = List.copyOf(fetched);
        Instant now = now();
        SubscriptionBook subscriptions = new SubscriptionBook(session.api());
        Map<String, BigDecimal> sums = UsageBalance.invoiced(invoices);
        UsageBalance.Ledger ledger = new UsageBalance.Ledger(session.api(), usage);
        List<UsageBalance> found = new ArrayList<>();
        for (CustomerUsage used : usage.customers()) {
            customers.find(used.externalId()).ifPresent(customer -> {
                Instant start =
                        subscriptions.startOf(customer).map(customer::startOf).orElse(now);
                UsageBalance.Span billed = new UsageBalance.Span(start, customer.startOf(customer.monthOf(now)));
                found.add(ledger.balance(customer, used, billed, sums.getOrDefault(customer.id(), BigDecimal.ZERO)));
            });
        }
        balances = List.copyOf(found);
    }

    /** The tenant's time. */
    Instant now() {
        return clock.read().now();
    }

    TenantSession session() {
        return session;
    }

    CustomerBook customers() {
        return customers;
    }

    /** The plan as the API shows it. */
    JsonNode plan() {
        return plan;
    }

    UsageScan usage() {
        return usage;
    }

    Optional<UsageImport> imported() {
        return Optional.ofNullable(imported);
    }

    List<Invoice> invoices() {
        return invoices;
    }

    List<UsageBalance> balances() {
        return balances;
    }

    long newInvoices() {
        return invoices.stream()
                .filter(invoice -> !invoicesBefore.contains(invoice.id()))
                .count();
    }

    int invoicesBefore() {
        return invoicesBefore.size();
    }

    /** Customers that the billing run took out, with the reason. */
    List<String> parked() {
        SubscriptionBook subscriptions = new SubscriptionBook(session.api());
        return customers.all().stream()
                .flatMap(customer ->
                        subscriptions
                                .parkedReason(customer)
                                .map(reason -> customer.externalId() + ": " + reason)
                                .stream())
                .map(text -> Text.plain(text, 300))
                .toList();
    }
}
