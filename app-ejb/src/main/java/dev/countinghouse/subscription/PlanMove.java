package dev.countinghouse.subscription;

import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.metering.BilledSpan;
import dev.countinghouse.metering.Metering;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.subscription.domain.Periods;
import dev.countinghouse.subscription.domain.Quantities;
import dev.countinghouse.time.ServicePeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A subscription's way to another version of its plan: whether it can take it, and from which period on. Pure. Source:
 * docs/BILLING.md, plans and versions.
 *
 * @param pin the one it has
 * @param from terms of that, in the subscription's currency
 * @param to terms of the other; in its own currency where it is not sold in the subscription's
 * @param quantity how many times it is taken then
 * @param first the first period that is billed by the other version; null when there is none
 * @param cut where that begins within the period that runs; null where it is one of the cycle
 * @param refusal why it stays; null when it moves
 */
record PlanMove(
        Subscription subscription,
        Pin pin,
        PlanTerms from,
        PlanTerms to,
        int quantity,
        @Nullable ServicePeriod first,
        Periods.@Nullable Cut cut,
        @Nullable Refusal refusal) {

    /** Why a subscription stays, for programs and for people. */
    record Refusal(MigrationProblem problem, String detail) {}

    /**
     * The way of a subscription whose last pin says the version that it has or moves to.
     *
     * @param fromVersion the one that it must have; null for any
     */
    static PlanMove of(Subscription subscription, Way way, @Nullable Integer fromVersion, Instant now) {
        String currency = subscription.currency();
        Refusal refusal = refusal(subscription, way, fromVersion, now);
        ServicePeriod first = refusal != null
                ? null
                : NextBoundary.firstToCome(subscription, way.periods(), now).orElse(null);
        if (refusal == null && first == null) {
            refusal = new Refusal(MigrationProblem.ENDS_BEFORE, "ends before another period begins");
        }
        int quantity =
                way.quantities().on(first == null ? LocalDate.ofInstant(now, subscription.zone()) : first.start());
        return new PlanMove(
                subscription, way.pin(), way.from(currency), way.to(currency), quantity, first, null, refusal);
    }

    /**
     * The same from today on, within the period that runs.
     *
     * @throws dev.countinghouse.problem.BillingException as {@link PlanCut#of}
     */
    static PlanMove today(Subscription subscription, Way way, Instant now) {
        String currency = subscription.currency();
        LocalDate today = LocalDate.ofInstant(now, subscription.zone());
        int quantity = way.quantities().on(today);
        Refusal refusal = refusal(subscription, way, null, now);
        if (refusal != null) {
            return new PlanMove(
                    subscription, way.pin(), way.from(currency), way.to(currency), quantity, null, null, refusal);
        }
        Periods.Cut cut = PlanCut.of(subscription, way.periods(), way.quantities(), now);
        ServicePeriod running = way.periods().period(way.periods().indexOf(today));
        ServicePeriod rest = running.from(today);
        return new PlanMove(subscription, way.pin(), way.from(currency), way.to(currency), quantity, rest, cut, null);
    }

    /** Where a subscription is and where it is to go. */
    record Way(Pin pin, PlanTerms from, PlanTerms to, Quantities quantities, Periods periods) {

        PlanTerms from(String currency) {
            return from.in(currency);
        }

        /** In a currency, or its own where it is not sold in that. */
        PlanTerms to(String currency) {
            return to.currencies().contains(currency) ? to.in(currency) : to;
        }
    }

    private static @Nullable Refusal refusal(
            Subscription subscription, Way way, @Nullable Integer fromVersion, Instant now) {
        LocalDate pinnedFrom = way.pin().days().from();
        PlanTerms from = way.from();
        PlanTerms to = way.to();
        if (subscription.nextBillingAt() == null) {
            return new Refusal(MigrationProblem.ENDED, "has ended");
        }
        if (pinnedFrom != null && subscription.beginOf(pinnedFrom).isAfter(now)) {
            return new Refusal(
                    MigrationProblem.ALREADY_MOVING, "moves to version " + from.number() + " on " + pinnedFrom);
        }
        if (subscription.status() == SubscriptionStatus.INCOMPLETE) {
            return new Refusal(MigrationProblem.INCOMPLETE, "waits for the payment of its first invoice");
        }
        if (way.pin().item().pause() != null) {
            return new Refusal(MigrationProblem.PAUSED, "is paused: resume it first");
        }
        if (from.versionId().equals(to.versionId())) {
            return new Refusal(MigrationProblem.ALREADY_AT_VERSION, "has version " + to.number());
        }
        if (fromVersion != null && fromVersion != from.number()) {
            return new Refusal(MigrationProblem.OTHER_VERSION, "has version " + from.number());
        }
        if (from.overrides() != null && from.code().equals(to.code())) {
            return new Refusal(MigrationProblem.HAS_OVERRIDES, "pays other prices than the plan's");
        }
        if (!to.currencies().contains(subscription.currency())) {
            return new Refusal(
                    MigrationProblem.CURRENCY_DIFFERS,
                    "is billed in %s, version %d is sold in %s"
                            .formatted(subscription.currency(), to.number(), String.join(", ", to.currencies())));
        }
        if (!from.cycle(subscription.startedOn()).equals(to.cycle(subscription.startedOn()))) {
            return new Refusal(MigrationProblem.PERIODS_DIFFER, "is billed by periods that the version does not have");
        }
        return null;
    }

    boolean isPossible() {
        return refusal == null;
    }

    /** The same, but it cannot bill a metric that the version charges. */
    PlanMove refusedFor(String metric, Metering.Obstacle obstacle) {
        Refusal why = switch (obstacle) {
            case BILLED_BY_ANOTHER ->
                new Refusal(
                        MigrationProblem.METRIC_ALREADY_BILLED,
                        "another subscription of the customer bills " + metric + " in that time");
            case BILLED_BEFORE ->
                new Refusal(
                        MigrationProblem.METRIC_BILLED_BEFORE,
                        "billed " + metric + " before, by a version that it left");
        };
        return new PlanMove(subscription, pin, from, to, quantity, null, null, why);
    }

    /** When the first period begins that is billed by the other version. */
    Instant effectiveAt() {
        return subscription.beginOf(effectiveOn());
    }

    LocalDate effectiveOn() {
        return Objects.requireNonNull(first, "it does not move").start();
    }

    /** What it bills from then on and did not before. */
    List<BilledSpan> added() {
        return spans(to, from);
    }

    /** What it bills no more from then on. */
    List<BilledSpan> removed() {
        return spans(from, to);
    }

    private List<BilledSpan> spans(PlanTerms of, PlanTerms without) {
        List<UUID> others = without.metrics();
        return of.metrics().stream()
                .filter(metric -> !others.contains(metric))
                .map(metric -> new BilledSpan(
                        subscription.id(), subscription.customerId(), metric, effectiveAt(), subscription.endsAt()))
                .toList();
    }

    PlanMoveView view() {
        return new PlanMoveView(
                subscription.id(),
                subscription.externalId(),
                subscription.customerId(),
                from.number(),
                isPossible(),
                isPossible() ? effectiveAt() : null,
                fee(from),
                fee(to),
                refusal == null ? null : refusal.problem(),
                refusal == null ? null : refusal.detail());
    }

    /** Of the first period to come, so that both are compared in the phases that they would be in. */
    private MoneyView fee(PlanTerms terms) {
        int period = first == null
                ? subscription.billedPeriods() // of the cycle, but for the few that are cut: it stays
                : terms.cycle(subscription.startedOn()).indexOf(first.start());
        return new MoneyView(terms.recurringFee(period, quantity), terms.currency());
    }
}
