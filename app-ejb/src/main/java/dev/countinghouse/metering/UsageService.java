package dev.countinghouse.metering;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.MetricView;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.customer.CustomerBook;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes usage events, each exactly once, and shows them. One method is one transaction. */
@Stateless
public class UsageService {

    /** Most events in one batch. */
    public static final int BATCH_MAX = 1_000;

    private static final Duration AHEAD_MAX = Duration.ofDays(1);
    private static final Duration AHEAD_MAX_ON_TEST_CLOCK = Duration.ofDays(20 * 366L);
    private static final Duration ROLL_UP_SOON = Duration.ofSeconds(2);

    @Inject
    UsageEventRepository events;

    @Inject
    MeteredSpanRepository spans;

    @Inject
    Catalog catalog;

    @Inject
    CustomerBook customers;

    @Inject
    WorkSchedule schedule;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    @Inject
    @RealTime
    Clock realTime;

    /**
     * Takes one event.
     *
     * @return accepted, or duplicate when the same event was there already
     * @throws BillingException EVENT_CONFLICT when its key was used for another event; VALIDATION_FAILED otherwise
     */
    @RolesAllowed(Permission.USAGE_WRITE)
    public UsageResult record(UsageInput input) {
        UsageResult result = recordBatch(List.of(input)).getFirst();
        if (result.error() == null) {
            return result;
        }
        boolean conflict = result.error().code().equals("conflict");
        throw new BillingException(
                conflict ? ProblemType.EVENT_CONFLICT : ProblemType.VALIDATION_FAILED,
                result.error().field() + " " + result.error().message(),
                List.of(result.error()));
    }

    /**
     * Takes a batch; a bad event does not hold back the others.
     *
     * @param inputs at most {@link #BATCH_MAX}
     * @return one result per input, in their order
     */
    @RolesAllowed(Permission.USAGE_WRITE)
    public List<UsageResult> recordBatch(List<UsageInput> inputs) {
        UsageRules rules = rules(inputs);
        List<UsageRules.Verdict> verdicts = inputs.stream().map(rules::judge).toList();
        SortedMap<UsageEvent.Key, UsageEvent> fresh = new TreeMap<>();
        verdicts.stream()
                .map(UsageRules.Verdict::event)
                .filter(Objects::nonNull)
                .forEach(event -> fresh.putIfAbsent(event.key(), event));
        Set<UUID> inserted = events.insert(List.copyOf(fresh.values()));
        Map<UsageEvent.Key, UsageEvent> stored = events.find(fresh.values().stream()
                .filter(event -> !inserted.contains(event.id()))
                .map(UsageEvent::key)
                .toList());
        if (!inserted.isEmpty()) {
            events.touch(fresh.values().stream()
                    .filter(event -> inserted.contains(event.id()))
                    .toList());
            schedule.atLeastBy(WorkKind.USAGE_AGGREGATION, realTime.instant().plus(ROLL_UP_SOON));
        }
        fresh.forEach(stored::putIfAbsent);
        return results(verdicts, stored, inserted);
    }

    /** The same for a client, who finds it in the audit log, once for all its events. */
    @RolesAllowed(Permission.USAGE_WRITE)
    public List<UsageResult> takeBatch(List<UsageInput> inputs) {
        List<UsageResult> results = recordBatch(inputs);
        long accepted = results.stream()
                .filter(result -> result.status() == UsageResult.Status.ACCEPTED)
                .count();
        audit.record("usage.batch", Ids.next(), null, Map.of("events", inputs.size(), "accepted", accepted));
        return results;
    }

    /** Writes an import down, once for all its events. */
    @RolesAllowed(Permission.USAGE_WRITE)
    public void imported(long lines, long accepted) {
        audit.record("usage.import", Ids.next(), null, Map.of("lines", lines, "accepted", accepted));
    }

    private static List<UsageResult> results(
            List<UsageRules.Verdict> verdicts, Map<UsageEvent.Key, UsageEvent> stored, Set<UUID> inserted) {
        List<UsageResult> results = new ArrayList<>();
        for (UsageRules.Verdict verdict : verdicts) {
            UsageEvent event = verdict.event();
            if (event == null) {
                results.add(Objects.requireNonNull(verdict.rejection()));
                continue;
            }
            UsageEvent kept = Objects.requireNonNull(stored.get(event.key()));
            if (inserted.contains(event.id())) {
                results.add(UsageResult.accepted(event.id()));
            } else if (kept.isSameAs(event)) {
                results.add(UsageResult.duplicate(kept.id()));
            } else {
                results.add(UsageResult.rejected("transaction_id", "conflict", "was used for another event"));
            }
        }
        return results;
    }

    private UsageRules rules(List<UsageInput> inputs) {
        Map<String, MetricView> metrics = catalog.metrics(named(inputs, UsageInput::metric));
        Map<String, UUID> byExternalId = customers.idsOf(named(inputs, UsageInput::externalCustomerId));
        Map<UUID, UUID> byId = customers.byId(named(inputs, UsageInput::customerId)).keySet().stream()
                .collect(Collectors.toMap(Function.identity(), Function.identity()));
        Map<UUID, UUID> bySubscription = spans.customersOf(named(inputs, UsageInput::subscriptionId));
        return new UsageRules(metrics, byExternalId, byId, bySubscription, latest());
    }

    private static <T> Set<T> named(List<UsageInput> inputs, Function<UsageInput, @Nullable T> name) {
        return inputs.stream().map(name).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    /** What really happened is never in the future, whatever a test clock shows; a test clock may be fed in advance. */
    private Instant latest() {
        Instant business = clock.instant();
        Instant real = realTime.instant();
        Duration ahead = clock.isTest() ? AHEAD_MAX_ON_TEST_CLOCK : AHEAD_MAX;
        return (business.isAfter(real) ? business : real).plus(ahead);
    }

    /** Stored events, newest first. */
    @RolesAllowed(Permission.USAGE_READ)
    public Page<UsageEventView> list(UsageFilter filter, PageRequest page) {
        return Page.of(events.list(filter, page), page, UsageEventView::id);
    }

    /** Usage per hour, day or month of a time zone, from the events themselves; empty spans are left out. */
    @RolesAllowed(Permission.USAGE_READ)
    public List<UsageSummaryView> summary(UsageFilter filter, String granularity, String timeZone) {
        return events.summary(filter, granularity, timeZone);
    }
}
