package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.invoicing.InvoiceAssembly.UsageToBill;
import dev.countinghouse.invoicing.UsageProof.Billed;
import dev.countinghouse.subscription.BilledSubscription;
import dev.countinghouse.subscription.BilledSubscription.Boundary;
import dev.countinghouse.subscription.DueBilling;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.subscription.domain.Proration;
import dev.countinghouse.time.ServicePeriod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Bills a subscription once more, boundary by boundary, and compares each of its lines with what it comes to. A line belongs to
 * the boundary whose period it bills; one that belongs to none is one too many.
 */
@ApplicationScoped
class SubscriptionProof {

    @Inject
    ProofRepository proof;

    @Inject
    UsageProof usage;

    /**
     * Proves some boundaries that follow each other.
     *
     * @param boundaries of the subscription
     * @return how many lines belong to them
     */
    int prove(BilledSubscription subscription, List<Boundary> boundaries, Findings findings) {
        return new Proof(
                        findings,
                        lines(
                                subscription,
                                days(boundaries.stream()
                                        .flatMap(boundary -> boundary.items().stream())
                                        .toList())),
                        subscription.skippedUsage())
                .of(boundaries);
    }

    /** The same of what was billed in advance of the period that runs. */
    int proveRunning(BilledSubscription subscription, Findings findings) {
        List<DueItem> running = subscription.running();
        return new Proof(findings, lines(subscription, days(running)), false).ofRunning(running);
    }

    /** Whether a subscription has lines that belong to no boundary. */
    void proveNoOthers(BilledSubscription subscription, long belonging, Findings findings) {
        long stored = proof.count(subscription.id());
        if (stored != belonging) {
            findings.differs(new Difference(
                    null,
                    null,
                    "lines",
                    Long.toString(stored),
                    Long.toString(belonging),
                    "lines of subscription " + subscription.id()));
        }
    }

    private List<StoredLine> lines(BilledSubscription subscription, List<ServicePeriod> days) {
        if (days.isEmpty()) {
            return List.of();
        }
        LocalDate first = days.stream()
                .map(ServicePeriod::start)
                .min(LocalDate::compareTo)
                .orElseThrow();
        LocalDate after =
                days.stream().map(ServicePeriod::end).max(LocalDate::compareTo).orElseThrow();
        return proof.lines(subscription.id(), new ServicePeriod(first, after));
    }

    private static List<ServicePeriod> days(List<DueItem> items) {
        return items.stream()
                .map(DueItem::billing)
                .flatMap(billing -> Stream.of(billing.begun(), billing.ended(), billing.unused()))
                .filter(Objects::nonNull)
                .filter(period -> !period.isEmpty())
                .toList();
    }

    /** What is proved at once. */
    private final class Proof {

        private final Findings findings;
        private final LineProof lineProof;
        private final List<StoredLine> lines;
        private final boolean skippedUsage;
        private final Set<UUID> belonging = new HashSet<>();

        Proof(Findings findings, List<StoredLine> lines, boolean skippedUsage) {
            this.findings = findings;
            this.lineProof = new LineProof(findings);
            this.lines = lines;
            this.skippedUsage = skippedUsage;
        }

        int of(List<Boundary> boundaries) {
            List<Billed> billed = new ArrayList<>();
            for (Boundary boundary : boundaries) {
                for (DueItem item : boundary.items()) {
                    fees(boundary.canceledLater() ? beforeCancellation(item) : item);
                    usage(item).forEach(billed::add);
                }
            }
            usage.prove(billed, findings);
            boundaries.stream().flatMap(boundary -> boundary.items().stream()).forEach(this::commitment);
            tooMany(boundaries);
            return belonging.size();
        }

        /** Usage of a period that ended; where what was left of it is skipped, and nothing went back, what was billed until then. */
        private List<Billed> usage(DueItem item) {
            return item.billing().skipsUsage()
                    ? UsageToBill.of(item).stream()
                            .map(asked -> take(asked, true))
                            .filter(one -> !one.lines().isEmpty())
                            .map(one -> one.orElse(beforeCancellation(one.within())))
                            .toList()
                    : UsageToBill.of(item).stream()
                            .map(asked -> take(asked, true))
                            .map(one -> skippedUsage ? one.orElse(one) : one)
                            .toList();
        }

        int ofRunning(List<DueItem> running) {
            running.forEach(item -> compare(changedAtOnce(item)));
            List<Billed> billed = running.stream()
                    .flatMap(item -> UsageToBill.inAdvance(item).stream())
                    .map(asked -> take(asked, false))
                    .map(Proof::beforeCancellation)
                    .filter(one -> !one.lines().isEmpty())
                    .toList();
            usage.prove(billed, findings);
            return belonging.size();
        }

        /** What was billed in advance before it was known that the subscription ends stays as long as it was. */
        private DueItem beforeCancellation(DueItem item) {
            DueBilling billing = item.billing();
            return lines.stream()
                    .filter(line -> item.itemId().equals(line.itemId()))
                    .filter(line -> line.purpose() == LinePurpose.REGULAR && isFee(item, line, Charge.Timing.ADVANCE))
                    .map(StoredLine::period)
                    .filter(period -> period.start().equals(billing.begun().start())
                            && period.end().isAfter(billing.begun().end())
                            && !period.end().isAfter(billing.begunWhole().end()))
                    .findFirst()
                    .map(period -> item.at(billing.beginning(period)))
                    .orElse(item);
        }

        /** The same of usage: its last line says how long the period was to be. */
        private static Billed beforeCancellation(Billed billed) {
            UsageToBill usage = billed.usage();
            return billed.lines().stream()
                    .max(StoredLine.ORDER)
                    .map(StoredLine::period)
                    .filter(period -> period.end().isAfter(usage.period().end())
                            && !period.end().isAfter(usage.whole().end()))
                    .map(period -> new UsageToBill(usage.item(), usage.charge(), period, usage.whole()))
                    .map(whole -> new Billed(whole, billed.lines(), billed.over(), null))
                    .orElse(billed);
        }

        private void fees(DueItem item) {
            compare(Stream.concat(InvoiceAssembly.fees(item).stream(), changedAtOnce(item)));
        }

        /** What changes within the period that ended, or runs, were billed when they were made. */
        private Stream<LineDraft> changedAtOnce(DueItem item) {
            ServicePeriod ended = item.billing().ended();
            return ended == null || !item.bills(ended)
                    ? Stream.empty()
                    : item.steps(item.billing().paid(ended)).stream()
                            .filter(step -> step.proration() == Proration.AT_ONCE)
                            .flatMap(step -> QuantityChangeLines.of(item, step).stream());
        }

        private void compare(Stream<LineDraft> fees) {
            Map<String, List<LineDraft>> computed = new TreeMap<>();
            fees.forEach(draft -> computed.computeIfAbsent(
                            draft.chargeId() + " " + draft.purpose() + " "
                                    + draft.period().start(),
                            ignored -> new ArrayList<>())
                    .add(draft));
            computed.values().forEach(drafts -> lineProof.fees(take(drafts.getFirst()), drafts));
        }

        private List<StoredLine> take(LineDraft draft) {
            return take(lines.stream()
                    .filter(line -> Objects.equals(draft.itemId(), line.itemId())
                            && Objects.equals(draft.chargeId(), line.chargeId())
                            && line.purpose() == draft.purpose()
                            && draft.period().start().equals(line.period().start()))
                    .toList());
        }

        private Billed take(UsageToBill asked, boolean over) {
            List<StoredLine> own = lines.stream()
                    .filter(line -> asked.item().itemId().equals(line.itemId())
                            && asked.charge().id().equals(line.chargeId())
                            && asked.period().start().equals(line.period().start()))
                    .toList();
            return new Billed(asked, take(own), over, null);
        }

        private List<StoredLine> take(List<StoredLine> own) {
            own.forEach(line -> belonging.add(line.id()));
            return own;
        }

        /** A period that ended is filled up to its plan's commitment, by all lines of it as they are proved. */
        private void commitment(DueItem item) {
            ServicePeriod ended = item.billing().ended();
            if (ended == null || !item.isFilledUp()) {
                return;
            }
            List<StoredLine> of = lines.stream()
                    .filter(line -> item.itemId().equals(line.itemId()))
                    .filter(line -> item.billing().isOfEnded(line.period().start()))
                    .toList();
            List<StoredLine> trueUps =
                    take(of.stream().filter(line -> line.chargeId() == null).toList());
            new CommitmentProof(findings, item, ended)
                    .prove(of.stream().filter(line -> line.chargeId() != null).toList(), trueUps);
        }

        /** Lines of the periods that were proved which nothing took. */
        private void tooMany(List<Boundary> boundaries) {
            for (StoredLine line : lines) {
                boolean due = boundaries.stream()
                        .flatMap(boundary -> boundary.items().stream())
                        .anyMatch(item -> isOf(item, line));
                if (due && belonging.add(line.id())) {
                    lineProof.unexpected(line);
                }
            }
        }

        private boolean isOf(DueItem item, StoredLine line) {
            LocalDate start = line.period().start();
            return item.itemId().equals(line.itemId())
                    && (line.purpose() == LinePurpose.REGULAR && isFee(item, line, Charge.Timing.ADVANCE)
                            ? start.equals(item.billing().begun().start())
                            : billsEnded(item) && item.billing().isOfEnded(start));
        }

        private static boolean billsEnded(DueItem item) {
            ServicePeriod ended = item.billing().ended();
            return ended != null && item.bills(ended);
        }

        private boolean isFee(DueItem item, StoredLine line, Charge.Timing timing) {
            return item.terms().charges(Charge.Kind.RECURRING).stream()
                    .anyMatch(charge -> charge.id().equals(line.chargeId()) && charge.timing() == timing);
        }
    }
}
