package dev.countinghouse.subscription;

import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.MetricView;
import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.catalog.PlanVersions;
import dev.countinghouse.metering.BilledSpan;
import dev.countinghouse.metering.Metering;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.PlanMoveService.Selected;
import dev.countinghouse.subscription.SubscriptionChange.ChangeAt;
import dev.countinghouse.subscription.domain.Quantities;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds who is to be moved to another version of a plan, and what becomes of each. Changes nothing. */
@ApplicationScoped
class PlanMoves {

    @Inject
    PlanMoveRepository rows;

    @Inject
    SubscriptionRepository subscriptions;

    @Inject
    QuantityRepository quantities;

    @Inject
    Metering metering;

    @Inject
    Catalog catalog;

    /** @throws BillingException VALIDATION_FAILED when it names a version or subscriptions that the plan does not have */
    Selected selected(PlanVersions.Choice choice, MigrationSelection selection) {
        PlanTerms from = from(choice, selection);
        if (selection.subscriptionIds() != null) {
            return named(choice, selection.subscriptionIds());
        }
        Set<UUID> versions = choice.all().values().stream()
                .filter(terms -> !terms.versionId().equals(choice.target().versionId()))
                .filter(terms -> from == null || terms.number() == from.number()) // also with prices of its own
                .map(PlanTerms::versionId)
                .collect(Collectors.toSet());
        List<UUID> ids = rows.subscribers(versions, selection.after(), selection.limit());
        long left = ids.isEmpty() ? 0 : rows.countSubscribers(versions, ids.getLast());
        return new Selected(ids, rows.countSubscribers(versions, null), left);
    }

    private static @Nullable PlanTerms from(PlanVersions.Choice choice, MigrationSelection selection) {
        if (selection.fromVersion() == null) {
            return null;
        }
        PlanTerms from = choice.numbered(selection.fromVersion());
        if (from == null || from.equals(choice.target())) {
            throw BillingException.invalid("from_version", "unknown", "is no other published version of the plan");
        }
        return from;
    }

    private Selected named(PlanVersions.Choice choice, List<UUID> wanted) {
        List<UUID> ids = rows.among(wanted, choice.all().keySet());
        Set<UUID> known = Set.copyOf(ids);
        List<FieldError> unknown = IntStream.range(0, wanted.size())
                .filter(i -> !known.contains(wanted.get(i)))
                .mapToObj(
                        i -> new FieldError("subscription_ids[" + i + "]", "unknown", "is no subscription to the plan"))
                .toList();
        if (!unknown.isEmpty()) {
            throw new BillingException(
                    ProblemType.VALIDATION_FAILED, "subscription_ids names what is not of the plan", unknown);
        }
        return new Selected(ids, ids.size(), 0);
    }

    /** What becomes of each, in the same order; one that was changed to another plan since it was selected is none any more. */
    List<PlanMove> of(List<Subscription> found, PlanVersions.Choice choice, MigrationSelection selection, Instant now) {
        List<SubscriptionItem> items =
                subscriptions.items(found.stream().map(Subscription::id).toList());
        Map<UUID, List<Pin>> pins = Pin.of(items);
        Map<UUID, Quantities> agreed = quantities.of(items);
        List<PlanMove> moves = found.stream()
                .filter(subscription -> choice.all()
                        .containsKey(Objects.requireNonNull(pins.get(subscription.id()))
                                .getLast()
                                .versionId()))
                .map(subscription -> {
                    Pin last =
                            Objects.requireNonNull(pins.get(subscription.id())).getLast();
                    PlanTerms from = Objects.requireNonNull(choice.all().get(last.versionId()));
                    PlanMove.Way way = new PlanMove.Way(
                            last,
                            from,
                            choice.target(),
                            Objects.requireNonNull(agreed.get(subscription.id())),
                            Pin.periods(
                                    Objects.requireNonNull(pins.get(subscription.id())),
                                    from.cycle(subscription.startedOn())));
                    return PlanMove.of(subscription, way, selection.fromVersion(), now);
                })
                .toList();
        return withoutMetricsOfOthers(moves);
    }

    /** What becomes of one that is to take the newest version of any plan. */
    PlanMove of(Subscription subscription, PlanMove.Way way, ChangeAt at, Instant now) {
        PlanMove move =
                at == ChangeAt.NOW ? PlanMove.today(subscription, way, now) : PlanMove.of(subscription, way, null, now);
        return withoutMetricsOfOthers(List.of(move)).getFirst();
    }

    /** A customer's usage of a metric is billed by one subscription: of several that would, the one that is there or the first. */
    private List<PlanMove> withoutMetricsOfOthers(List<PlanMove> moves) {
        Map<BilledSpan, Metering.Obstacle> obstacles = metering.obstacles(moves.stream()
                .filter(PlanMove::isPossible)
                .flatMap(move -> move.added().stream())
                .toList());
        Map<UUID, List<BilledSpan>> claimed = new HashMap<>(); // by customer
        List<PlanMove> checked = new ArrayList<>();
        for (PlanMove move : moves) {
            List<BilledSpan> added = move.isPossible() ? move.added() : List.of();
            List<BilledSpan> before =
                    claimed.computeIfAbsent(move.subscription().customerId(), customer -> new ArrayList<>());
            Optional<BilledSpan> hindered = added.stream()
                    .filter(span ->
                            obstacles.containsKey(span) || before.stream().anyMatch(span::meets))
                    .findFirst();
            if (hindered.isEmpty()) {
                before.addAll(added);
            }
            checked.add(hindered.map(span -> move.refusedFor(
                            code(span.metricId()), obstacles.getOrDefault(span, Metering.Obstacle.BILLED_BY_ANOTHER)))
                    .orElse(move));
        }
        return checked;
    }

    private String code(UUID metricId) {
        MetricView metric = catalog.metricsById(Set.of(metricId)).get(metricId);
        return metric == null ? metricId.toString() : metric.code();
    }

    /** Names what is shown: another target, other subscribers, or anything about them that is different give another token. */
    static String token(PlanTerms target, List<PlanMove> moves) {
        List<Object> shown = new ArrayList<>();
        shown.add(target.versionId());
        moves.forEach(move -> shown.add(List.of(move.view(), move.subscription().version())));
        return PreviewToken.of(shown);
    }
}
