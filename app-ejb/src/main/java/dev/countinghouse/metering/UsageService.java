package dev.countinghouse.metering;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.MetricView;
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
import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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

/** Takes usage events, each exactly once, and shows them. One method is one transaction, unless it says otherwise. */
@Stateless
public class UsageService {

    /** Most events in one batch. */
    public static final int BATCH_MAX = 1_000;

    private static final Duration ROLL_UP_SOON = Duration.ofSeconds(2);

    @Resource
    TransactionSynchronizationRegistry transaction;

    @Inject
    UsageEventRepository events;

    @Inject
    UsageSummaryRepository summaries;

    @Inject
    MeteredSpanRepository spans;

    @Inject
    SingleEvents singles;

    @Inject
    RefusedUsage refused;

    @Inject
    IntakeCounts intake;

    @Inject
    ClosedUsage closed;

    @Inject
    UsageLimits limits;

    @Inject
    TierQuota quota;

    @Inject
    Catalog catalog;

    @Inject
    CustomerBook customers;

    @Inject
    WorkSchedule schedule;

    @Inject
    Audit audit;

    @Inject
    UsageLatest latest;

    @Inject
    @RealTime
    Clock realTime;

    /**
     * Takes one event, in the transaction of the caller if there is one, else together with others that come at the same
     * time.
     *
     * @return accepted, or duplicate when the same event was there already
     * @throws BillingException EVENT_CONFLICT when its key was used for another event; VALIDATION_FAILED otherwise
     */
    @RolesAllowed(Permission.USAGE_WRITE)
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public UsageResult record(UsageInput input) {
        UsageResult result = transaction.getTransactionKey() == null
                ? singles.record(input)
                : recordBatch(List.of(input)).getFirst();
        if (result.error() == null) {
            return result;
        }
        throw new BillingException(
                switch (result.error().code()) {
                    case "conflict" -> ProblemType.EVENT_CONFLICT;
                    case UsageResult.LIMIT_REACHED -> ProblemType.USAGE_LIMIT_REACHED;
                    default -> ProblemType.VALIDATION_FAILED;
                },
                result.error().field() + " " + result.error().message(),
                List.of(result.error()));
    }

    /**
     * Takes a batch; a bad event does not hold back the others.
     *
     * @param inputs a few thousand at most: they are held in memory
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
        Map<UsageEvent.Key, UsageResult> beyond = takeOutWhatMayNotBeStored(fresh);
        Set<UUID> inserted = events.insert(List.copyOf(fresh.values()));
        quota.giveBack(fresh.size() - inserted.size());
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
        List<UsageResult> results = results(verdicts, stored, inserted, beyond);
        intake.add(results);
        return results;
    }

    private Map<UsageEvent.Key, UsageResult> takeOutWhatMayNotBeStored(SortedMap<UsageEvent.Key, UsageEvent> fresh) {
        Map<UsageEvent.Key, UsageResult> beyond = new HashMap<>();
        Set<UsageEvent.Key> tooOld = closed.among(fresh.values());
        Set<UsageEvent.Key> stored = events.find(tooOld).keySet(); // duplicates
        tooOld.stream().filter(key -> !stored.contains(key)).forEach(key -> beyond.put(key, UsageResult.CLOSED));
        fresh.keySet().removeAll(beyond.keySet());
        limits.beyond(fresh.values()).forEach((key, alert) -> beyond.put(key, UsageResult.beyondLimit(alert)));
        fresh.keySet().removeAll(beyond.keySet());
        quota.beyond(fresh.values()).forEach(key -> beyond.put(key, UsageResult.BEYOND_TIER));
        fresh.keySet().removeAll(beyond.keySet());
        return beyond;
    }

    /** The same for a client, who finds it in the audit log, once for all its events, and what was refused in the error inbox. */
    @RolesAllowed(Permission.USAGE_WRITE)
    public List<UsageResult> takeBatch(List<UsageInput> inputs) {
        List<UsageResult> results = recordBatch(inputs);
        refused.keep(inputs, results);
        long accepted = results.stream()
                .filter(result -> result.status() == UsageResult.Status.ACCEPTED)
                .count();
        audit.record("usage.batch", Ids.next(), null, Map.of("events", inputs.size(), "accepted", accepted));
        return results;
    }

    private static List<UsageResult> results(
            List<UsageRules.Verdict> verdicts,
            Map<UsageEvent.Key, UsageEvent> stored,
            Set<UUID> inserted,
            Map<UsageEvent.Key, UsageResult> beyond) {
        List<UsageResult> results = new ArrayList<>();
        for (UsageRules.Verdict verdict : verdicts) {
            UsageEvent event = verdict.event();
            if (event == null) {
                results.add(Objects.requireNonNull(verdict.rejection()));
                continue;
            }
            @Nullable UsageResult refused = beyond.get(event.key());
            if (refused != null) {
                results.add(refused);
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
        return new UsageRules(metrics, byExternalId, byId, bySubscription, latest.instant());
    }

    private static <T> Set<T> named(List<UsageInput> inputs, Function<UsageInput, @Nullable T> name) {
        return inputs.stream().map(name).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    /** Stored events, newest first. */
    @RolesAllowed(Permission.USAGE_READ)
    public Page<UsageEventView> list(UsageFilter filter, PageRequest page) {
        return Page.of(events.list(filter, page), page, UsageEventView::id);
    }

    /**
     * Usage per hour, day or month of a time zone, by each metric's aggregation; empty spans are left out.
     *
     * @param groupBy group keys of the filter's metric; empty: not divided
     * @throws BillingException VALIDATION_FAILED for a key that is none of its
     */
    @RolesAllowed(Permission.USAGE_READ)
    public List<UsageSummaryView> summary(
            UsageFilter filter, List<String> groupBy, String granularity, String timeZone) {
        MetricView metric = filter.metric() == null
                ? null
                : catalog.metrics(List.of(filter.metric())).get(filter.metric());
        if (!groupBy.isEmpty() && (metric == null || !metric.groupKeys().containsAll(groupBy))) {
            throw BillingException.invalid("group_by", "unknown", "must be group keys of the metric that is asked for");
        }
        return summaries.of(filter, groupBy, granularity, timeZone);
    }
}
