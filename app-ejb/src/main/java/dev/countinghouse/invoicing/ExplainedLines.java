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
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds to a line what it came about by: plan version, charge, lines before it, hours and events. */
@ApplicationScoped
class ExplainedLines {

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
     * @param item null for what somebody wrote by hand
     * @param charge null on what fills the plan's commitment up, and for what somebody wrote by hand
     * @param usage null where nothing was used
     */
    private record Origin(
            Said said,
            @Nullable DueItem item,
            @Nullable Charge charge,
            @Nullable UsageToBill usage) {}

    List<LineExplanation> all(InvoiceView invoice, List<StoredLine> lines) {
        List<LineExplanation> all = new ArrayList<>();
        Sources sources = new Sources(invoice);
        Map<UUID, Said> said = proof.said(lines.stream().map(StoredLine::id).toList());
        for (StoredLine line : lines) {
            Origin origin = sources.origin(line, said);
            all.add(explanation(sources, line, origin, usage(sources, line, origin, null)));
        }
        return all;
    }

    LineExplanation one(InvoiceView invoice, StoredLine line) {
        Sources sources = new Sources(invoice);
        Origin origin = sources.origin(line, proof.said(List.of(line.id())));
        List<HourOf> hours = origin.usage() == null ? List.of() : hours(line, origin.usage());
        return explanation(sources, line, origin, usage(sources, line, origin, hours));
    }

    Page<EventOf> events(InvoiceView invoice, StoredLine line, PageRequest page) {
        Sources sources = new Sources(invoice);
        UsageToBill usage = sources.origin(line, proof.said(List.of(line.id()))).usage();
        if (usage == null) {
            return new Page<>(List.of(), null);
        }
        Instant before = sources.lines(line.period().start()).stream()
                .filter(other -> isBefore(other, line))
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

    private LineExplanation explanation(Sources sources, StoredLine line, Origin origin, @Nullable UsageOf usage) {
        ZoneId zone = ZoneId.of(sources.invoice.timeZone());
        ServicePeriod period = line.period();
        return new LineExplanation(
                line.id(),
                line.position(),
                origin.said().description(),
                new LineText(line, origin.said(), origin.charge(), zone).text(usage == null ? null : usage.unit()),
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
                MoneyView.of(line.discount()),
                line.taxes(),
                Decimals.plain(line.taxPercent()),
                MoneyView.of(line.tax()),
                sources.before(line).stream().map(ExplainedLines::before).toList(),
                origin.said().calculation(),
                usage);
    }

    private static @Nullable PlanOf plan(@Nullable DueItem item) {
        return item == null
                ? null
                : new PlanOf(
                        item.terms().versionId(),
                        item.terms().number(),
                        item.terms().code(),
                        item.terms().name());
    }

    private static @Nullable ChargeOf charge(Origin origin, ServicePeriod period) {
        Charge charge = origin.charge();
        DueItem item = origin.item();
        if (charge == null || item == null) {
            return null;
        }
        PlanPhase phase = item.phase(period);
        return new ChargeOf(
                charge.id(),
                charge.code(),
                charge.name(),
                charge.kind(),
                charge.model(),
                charge.timing(),
                phase == null ? null : phase.name());
    }

    /** Whether a line billed the same charge and period before another one. */
    private static boolean isBefore(StoredLine line, StoredLine other) {
        return Objects.equals(line.itemId(), other.itemId())
                && Objects.equals(line.chargeId(), other.chargeId())
                && StoredLine.ORDER.compare(line, other) < 0
                && !line.invoiceId().equals(other.invoiceId());
    }

    private static BilledBefore before(StoredLine line) {
        return new BilledBefore(
                line.invoiceId(),
                line.invoice(),
                line.position(),
                Decimals.plain(line.quantity()),
                MoneyView.of(line.amount()));
    }

    private @Nullable UsageOf usage(Sources sources, StoredLine line, Origin origin, @Nullable List<HourOf> hours) {
        UsageToBill usage = origin.usage();
        if (usage == null) {
            return null;
        }
        UsageWindow window = usage.window();
        MetricView metric = sources.metric(window.metricId());
        Object quantity = origin.said().calculation().get("usage");
        return new UsageOf(
                metric.id(),
                metric.code(),
                metric.unit(),
                metric.aggregation(),
                line.bucket(),
                quantity == null ? null : new BigDecimal(quantity.toString()),
                sources.isClosed(window),
                hours,
                "/api/v1/invoices/%s/lines/%s/explain/events".formatted(sources.invoice.id(), line.id()));
    }

    private List<HourOf> hours(StoredLine line, UsageToBill usage) {
        Predicate<Map<String, String>> groups = groups(line, usage, RecountedUsage.NOW);
        Map<Instant, HourOf> hours = new LinkedHashMap<>();
        for (RecountedUsage.Hour hour : recounted.hours(usage.window(), groups)) {
            hours.merge(
                    hour.hour(),
                    new HourOf(hour.hour(), hour.quantity(), hour.events()),
                    (one, other) -> new HourOf(
                            one.hour(), one.quantity().add(other.quantity()), one.events() + other.events()));
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

    /** What the lines of an invoice are explained by, each of it read once. */
    private final class Sources {

        private final InvoiceView invoice;
        private final @Nullable UUID subscription;
        private final Map<LocalDate, List<DueItem>> items = new HashMap<>();
        private final Map<LocalDate, List<StoredLine>> lines = new HashMap<>();
        private final Map<LocalDate, Map<Part, List<StoredLine>>> parts = new HashMap<>();
        private final Map<UUID, MetricView> metrics = new HashMap<>();
        private final Map<UsageWindow, Boolean> closed = new HashMap<>();

        Sources(InvoiceView invoice) {
            this.invoice = invoice;
            this.subscription = invoice.subscriptionId();
        }

        Origin origin(StoredLine line, Map<UUID, Said> allSaid) {
            Said said = Objects.requireNonNull(allSaid.get(line.id()));
            UUID billed = subscription;
            if (billed == null || line.itemId() == null) {
                return new Origin(said, null, null, null);
            }
            LocalDate day = line.period().start();
            DueItem item = items.computeIfAbsent(day, first -> subscriptions.during(billed, first)).stream()
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
            return new Origin(said, item, charge, usage);
        }

        /** All lines of the subscription whose period begins on a day. */
        List<StoredLine> lines(LocalDate day) {
            UUID billed = subscription;
            return billed == null
                    ? List.of()
                    : lines.computeIfAbsent(
                            day, first -> proof.lines(billed, new ServicePeriod(first, first.plusDays(1))));
        }

        /** Lines that billed the same part of a charge and period before. */
        List<StoredLine> before(StoredLine line) {
            return parts
                    .computeIfAbsent(
                            line.period().start(), day -> lines(day).stream().collect(Collectors.groupingBy(Part::of)))
                    .getOrDefault(Part.of(line), List.of())
                    .stream()
                    .filter(other -> isBefore(other, line))
                    .toList();
        }

        MetricView metric(UUID id) {
            return metrics.computeIfAbsent(
                    id,
                    asked -> Objects.requireNonNull(
                            catalog.metricsById(Set.of(asked)).get(asked)));
        }

        boolean isClosed(UsageWindow window) {
            return closed.computeIfAbsent(
                    window, asked -> !recounted.closed(List.of(asked)).isEmpty());
        }
    }

    /** Which part of which price lines are of. */
    private record Part(@Nullable UUID item, @Nullable UUID charge, String name) {

        static Part of(StoredLine line) {
            return new Part(line.itemId(), line.chargeId(), line.part());
        }
    }
}
