package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.MetricView;
import dev.countinghouse.catalog.PlanPhase;
import dev.countinghouse.invoicing.InvoiceAssembly.UsageToBill;
import dev.countinghouse.invoicing.LineExplanation.BilledBefore;
import dev.countinghouse.invoicing.LineExplanation.ChargeOf;
import dev.countinghouse.invoicing.LineExplanation.EventOf;
import dev.countinghouse.invoicing.LineExplanation.HourOf;
import dev.countinghouse.invoicing.LineExplanation.PlanOf;
import dev.countinghouse.invoicing.LineExplanation.UsageOf;
import dev.countinghouse.invoicing.ProofRepository.Said;
import dev.countinghouse.metering.RecountedUsage;
import dev.countinghouse.metering.UsageWindow;
import dev.countinghouse.money.Decimals;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.subscription.BilledSubscriptions;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.time.ServicePeriod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds to a line what it came about by: plan version, charge, lines before it, hours and events. */
@ApplicationScoped
class ExplainedLines {

    private static final int HOURS_MAX = 10_000;

    @Inject
    ProofRepository proof;

    @Inject
    BilledSubscriptions subscriptions;

    @Inject
    RecountedUsage recounted;

    @Inject
    Catalog catalog;

    /**
     * What a line is of.
     *
     * @param charge null on what fills the plan's commitment up
     * @param usage null for a fee
     */
    private record Origin(
            Said said,
            DueItem item,
            @Nullable Charge charge,
            @Nullable UsageToBill usage) {}

    List<LineExplanation> all(InvoiceView invoice, List<StoredLine> lines) {
        List<LineExplanation> all = new ArrayList<>();
        Map<UUID, Said> said = proof.said(lines.stream().map(StoredLine::id).toList());
        for (StoredLine line : lines) {
            Origin origin = origin(invoice, line, said);
            all.add(explanation(invoice, line, origin, usage(invoice, line, origin, null)));
        }
        return all;
    }

    LineExplanation one(InvoiceView invoice, StoredLine line) {
        Origin origin = origin(invoice, line, proof.said(List.of(line.id())));
        List<HourOf> hours = origin.usage() == null ? List.of() : hours(line, origin.usage());
        return explanation(invoice, line, origin, usage(invoice, line, origin, hours));
    }

    Page<EventOf> events(InvoiceView invoice, StoredLine line, PageRequest page) {
        UsageToBill usage =
                origin(invoice, line, proof.said(List.of(line.id()))).usage();
        if (usage == null) {
            return new Page<>(List.of(), null);
        }
        Instant before = before(invoice, line, other -> true).stream()
                .map(StoredLine::writtenAt)
                .filter(at -> at.isBefore(line.writtenAt()))
                .max(Instant::compareTo)
                .orElse(Instant.MAX);
        Predicate<Map<String, String>> groups = groups(line, usage, line.writtenAt());
        return recounted
                .page(usage.window(), groups, line.writtenAt(), page)
                .map(event -> new EventOf(
                        event.id(),
                        event.source(),
                        event.transactionId(),
                        event.timestamp(),
                        event.quantity(),
                        event.amended(),
                        !event.receivedAt().isBefore(before),
                        event.receivedAt(),
                        event.group()));
    }

    private Origin origin(InvoiceView invoice, StoredLine line, Map<UUID, Said> said) {
        UUID subscription = Objects.requireNonNull(invoice.subscriptionId());
        DueItem item = subscriptions.during(subscription, line.period().start()).stream()
                .filter(due -> due.itemId().equals(line.itemId()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("line " + line.id() + " is of no item"));
        Charge charge = item.terms().charges().stream()
                .filter(one -> one.id().equals(line.chargeId()))
                .findFirst()
                .orElse(null);
        UsageToBill usage = UsageToBill.of(item).stream()
                .filter(one -> one.charge().id().equals(line.chargeId()))
                .findFirst()
                .orElse(null);
        return new Origin(Objects.requireNonNull(said.get(line.id())), item, charge, usage);
    }

    private LineExplanation explanation(InvoiceView invoice, StoredLine line, Origin origin, @Nullable UsageOf usage) {
        ZoneId zone = ZoneId.of(invoice.timeZone());
        Map<String, Object> calculation = origin.said().calculation();
        ServicePeriod period = line.period();
        return new LineExplanation(
                line.id(),
                line.position(),
                origin.said().description(),
                new LineText(line, calculation, origin.charge(), zone).text(usage == null ? null : usage.unit()),
                line.purpose(),
                plan(origin.item()),
                charge(origin, period),
                period.start(),
                period.end(),
                period.from(zone),
                period.to(zone),
                Decimals.plain(line.quantity()),
                Decimals.plain(line.unitAmount()),
                Decimals.plain(line.preciseAmount()),
                MoneyView.of(line.amount()),
                line.taxes(),
                Decimals.plain(line.taxPercent()),
                MoneyView.of(line.tax()),
                before(invoice, line, other -> other.part().equals(line.part())).stream()
                        .map(ExplainedLines::before)
                        .toList(),
                calculation,
                usage);
    }

    private static PlanOf plan(DueItem item) {
        return new PlanOf(
                item.terms().versionId(),
                item.terms().number(),
                item.terms().code(),
                item.terms().name());
    }

    private static @Nullable ChargeOf charge(Origin origin, ServicePeriod period) {
        Charge charge = origin.charge();
        PlanPhase phase = origin.item().phase(period);
        return charge == null
                ? null
                : new ChargeOf(
                        charge.id(),
                        charge.code(),
                        charge.name(),
                        charge.kind(),
                        charge.model(),
                        charge.timing(),
                        phase == null ? null : phase.name());
    }

    /** Lines that billed the same charge and period before. */
    private List<StoredLine> before(InvoiceView invoice, StoredLine line, Predicate<StoredLine> which) {
        ServicePeriod day =
                new ServicePeriod(line.period().start(), line.period().start().plusDays(1));
        return proof.lines(invoice.customer().id(), Objects.requireNonNull(invoice.subscriptionId()), day).stream()
                .filter(other -> Objects.equals(other.itemId(), line.itemId())
                        && Objects.equals(other.chargeId(), line.chargeId())
                        && StoredLine.ORDER.compare(other, line) < 0
                        && !other.invoiceId().equals(line.invoiceId()))
                .filter(which)
                .toList();
    }

    private static BilledBefore before(StoredLine line) {
        return new BilledBefore(
                line.invoiceId(),
                line.invoice(),
                line.position(),
                Decimals.plain(line.quantity()),
                MoneyView.of(line.amount()));
    }

    private @Nullable UsageOf usage(InvoiceView invoice, StoredLine line, Origin origin, @Nullable List<HourOf> hours) {
        UsageToBill usage = origin.usage();
        if (usage == null) {
            return null;
        }
        UsageWindow window = usage.window();
        MetricView metric = Objects.requireNonNull(
                catalog.metricsById(Set.of(window.metricId())).get(window.metricId()));
        Object quantity = origin.said().calculation().get("usage");
        return new UsageOf(
                metric.id(),
                metric.code(),
                metric.unit(),
                metric.aggregation(),
                line.bucket(),
                quantity == null ? null : new BigDecimal(quantity.toString()),
                !recounted.closed(List.of(window)).isEmpty(),
                hours,
                "/api/v1/invoices/%s/lines/%s/explain/events".formatted(invoice.id(), line.id()));
    }

    private List<HourOf> hours(StoredLine line, UsageToBill usage) {
        Predicate<Map<String, String>> groups = groups(line, usage, RecountedUsage.NOW);
        Map<Instant, HourOf> hours = new LinkedHashMap<>();
        for (RecountedUsage.Hour hour : recounted.hours(usage.window(), HOURS_MAX)) {
            if (groups.test(hour.group())) {
                hours.merge(
                        hour.hour(),
                        new HourOf(hour.hour(), hour.quantity(), hour.events()),
                        (one, other) -> new HourOf(
                                one.hour(), one.quantity().add(other.quantity()), one.events() + other.events()));
            }
        }
        return List.copyOf(hours.values());
    }

    /** Which groups are of a line's bucket; all of them on what holds a charge's limits. */
    private Predicate<Map<String, String>> groups(StoredLine line, UsageToBill usage, Instant known) {
        if (line.bucket().isEmpty() && usage.charge().filters().isEmpty()
                || line.kind().equals("minimum")
                || line.kind().equals("maximum")) {
            return group -> true;
        }
        Set<Map<String, String>> there = recounted
                .of(List.of(usage.window()), known)
                .getFirst()
                .usage()
                .totals()
                .keySet();
        return new UsageBuckets(usage.charge())
                .of(there).stream()
                        .filter(bucket -> bucket.name().equals(line.bucket()))
                        .map(UsageBuckets.Bucket::groups)
                        .findFirst()
                        .orElse(group -> false);
    }
}
