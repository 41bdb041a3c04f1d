package dev.countinghouse.subscription;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.metering.Metering;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.SubscriptionChange.ChangeAt;
import dev.countinghouse.subscription.domain.Periods;
import dev.countinghouse.subscription.domain.Quantities;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Changes of subscriptions, for those who bill them. Joins their transaction. */
@ApplicationScoped
public class SubscriptionChanges {

    /** In major units: a hundred times that many sums of it still fit into an amount. */
    private static final BigDecimal FEE_MAX = new BigDecimal("1000000000000");

    @Inject
    SubscriptionRepository subscriptions;

    @Inject
    QuantityRepository quantities;

    @Inject
    PlanMoveRepository rows;

    @Inject
    PlanMoves moves;

    @Inject
    DatedChanges dated;

    @Inject
    Metering metering;

    @Inject
    Catalog catalog;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /** A subscription with all that its changes depend on. */
    private record Known(Subscription subscription, List<Pin> pins, Map<UUID, PlanTerms> terms, Quantities agreed) {

        QuantityChange change() {
            return new QuantityChange(subscription, agreed, periods());
        }

        void requireNothingPending(Instant now) {
            LocalDate today = LocalDate.ofInstant(now, subscription.zone());
            LocalDate moves = pins.getLast().days().from();
            boolean isToMove = moves != null && moves.isAfter(today) && !subscription.endsBy(moves);
            if (isToMove || change().pending(now) != null) {
                throw new BillingException(
                        ProblemType.CONFLICT, "Another change is planned for its next period: one at a time");
            }
        }

        /** All its versions have the same cycle. */
        Periods periods() {
            return Pin.periods(pins, terms(pins.getFirst()).cycle(subscription.startedOn()));
        }

        /** @param day first day of the change: what is taken is priced in its phase */
        PlannedChange.Taken taken(PlanTerms terms, LocalDate day, int quantity) {
            int period = terms.cycle(subscription.startedOn()).indexOf(day);
            return new PlannedChange.Taken(
                    terms.code(),
                    terms.number(),
                    quantity,
                    new MoneyView(terms.recurringFee(period, quantity), terms.currency()));
        }

        PlanTerms terms(Pin pin) {
            return Objects.requireNonNull(terms.get(pin.versionId())).in(subscription.currency());
        }
    }

    /**
     * What a change comes to; nothing is changed.
     *
     * @param now when it is made
     * @throws BillingException NOT_FOUND; CONFLICT, METRIC_ALREADY_BILLED or VALIDATION_FAILED when it cannot be made
     */
    public PlannedChange plan(UUID id, SubscriptionChange wanted, Instant now) {
        return plan(id, wanted, wanted.plan() == null ? null : newest(wanted.plan()), now);
    }

    /** The same of what was planned for a day and {@linkplain DatedChanges#take taken}. */
    public PlannedChange plan(DatedChanges.Taken taken) {
        return plan(taken.subscriptionId(), Objects.requireNonNull(taken.wanted()), taken.terms(), taken.at());
    }

    private PlanTerms newest(String plan) {
        return catalog.terms(plan)
                .orElseThrow(() ->
                        BillingException.invalid("plan", "unknown", "is no code of a plan that can be subscribed to"));
    }

    private PlannedChange plan(UUID id, SubscriptionChange wanted, @Nullable PlanTerms to, Instant now) {
        Known known = known(id);
        dated.requireNoChange(id);
        Subscription subscription = known.subscription();
        Quantities.Change quantity = quantity(known, wanted, now);
        Quantities agreed = quantity == null ? known.agreed() : known.agreed().with(quantity);
        PlanMove move = to == null ? null : move(known, agreed, to, wanted.at(), now);
        LocalDate today = LocalDate.ofInstant(now, subscription.zone());
        LocalDate day = quantity == null ? Objects.requireNonNull(move).effectiveOn() : quantity.from();
        PlannedChange.Taken after =
                known.taken(move == null ? known.terms(Pin.on(known.pins(), day)) : move.to(), day, agreed.on(day));
        requireInRange(after);
        return new PlannedChange(
                id,
                subscription.customerId(),
                subscription.version(),
                known.taken(
                        known.terms(Pin.on(known.pins(), today)),
                        day,
                        known.agreed().on(today)),
                after,
                subscription.beginOf(day),
                quantity,
                quantity == null || quantity.periodEnd() == null ? null : running(known, agreed, now),
                move);
    }

    private static void requireInRange(PlannedChange.Taken after) {
        if (after.fee().amount().compareTo(FEE_MAX) > 0) {
            throw BillingException.invalid(
                    "quantity", "out_of_range", "comes to more than " + FEE_MAX.toPlainString() + " a period");
        }
    }

    /** Null for none: whoever names another plan may name the quantity that there is. */
    private static Quantities.@Nullable Change quantity(Known known, SubscriptionChange wanted, Instant now) {
        Integer quantity = wanted.quantity();
        QuantityChange change = known.change();
        return quantity == null || (wanted.plan() != null && change.holds(quantity, now))
                ? null
                : change.of(wanted, now);
    }

    private PlanMove move(Known known, Quantities agreed, PlanTerms to, ChangeAt at, Instant now) {
        Pin last = known.pins().getLast();
        PlanMove.Way way = new PlanMove.Way(last, known.terms(last), to, agreed, known.periods());
        PlanMove move = moves.of(known.subscription(), way, at, now);
        if (move.refusal() != null) {
            throw PlanRefusals.of(move.refusal());
        }
        if (!to.phases().isEmpty()) {
            throw BillingException.invalid(
                    "plan", "has_phases", "has phases, which are those of a subscription's first periods");
        }
        return move;
    }

    private static DueItem running(Known known, Quantities agreed, Instant now) {
        DueBilling billing =
                NextBoundary.during(known.subscription(), now, known.periods()).orElseThrow();
        Pin pin = Pin.on(known.pins(), Objects.requireNonNull(billing.ended()).start());
        return new DueItem(billing, pin.item().id(), agreed, known.terms(pin), pin.days(), known.periods());
    }

    /**
     * The day of a change that is to come.
     *
     * @throws BillingException NOT_FOUND; CONFLICT when another change is planned or it has ended; VALIDATION_FAILED for a day that is not to
     *     come, too far ahead, or on which it does not run
     */
    public ChangeDay day(UUID id, LocalDate day) {
        Known known = known(id);
        Instant now = clock.instant();
        ChangeDay found = ChangeDay.of(known.subscription(), known.periods().cycle(), day, now);
        known.requireNothingPending(now);
        dated.requireNone(id);
        return found;
    }

    /**
     * Plans a change that was shown for its day.
     *
     * @throws BillingException PREVIEW_OUTDATED when the subscription has changed since, or the day has come
     */
    public void planFor(ChangeDay day, SubscriptionChange wanted, PlannedChange shown) {
        if (!day(shown.subscriptionId(), day.day()).equals(day)) {
            throw new BillingException(ProblemType.PREVIEW_OUTDATED, "The subscription has changed: look at it anew");
        }
        dated.add(day, wanted, shown);
    }

    /**
     * Makes a change that was planned in this transaction, after its {@linkplain DueSubscriptions#awaitTurn turn} had come.
     *
     * @param now when it is made
     */
    public void carryOut(PlannedChange planned, Instant now) {
        UUID id = planned.subscriptionId();
        if (!planned.cutsPeriod()) {
            rows.advance(List.of(id));
        }
        if (planned.quantity() != null) {
            quantities.add(id, planned.quantity(), now);
        }
        if (planned.move() != null) {
            carryOut(planned.move(), now);
        }
        Map<String, Object> made = Map.of(
                "plan", planned.after().plan(),
                "plan_version", planned.after().planVersion(),
                "quantity", planned.after().quantity(),
                "proration", planned.proration(),
                "effective_at", planned.effectiveAt());
        outbox.add("subscription.changed", id, withCustomer(made, planned.customerId()), now);
        audit.record("subscription.change", id, planned.before(), made);
    }

    private void carryOut(PlanMove move, Instant now) {
        SubscriptionItem before = move.pin().item();
        Periods.Cut cut = move.cut();
        UUID version = move.to().versionId();
        if (cut == null) {
            rows.add(List.of(before.movedTo(Ids.next(), version, move.effectiveOn())));
        } else {
            rows.add(List.of(before.cutAt(Ids.next(), version, cut)));
            move.subscription().cut(cut.day(), now);
        }
        metering.billNoMore(move.removed());
        metering.bill(move.added());
    }

    /**
     * Takes back the change that is planned.
     *
     * @throws BillingException NOT_FOUND; CONFLICT when none is
     */
    void withdraw(UUID id) {
        Known known = known(id);
        if (dated.withdraw(id)) {
            subscriptions.refresh(known.subscription());
            return;
        }
        Quantities.Change stays = known.change().withdrawal(clock.instant());
        quantities.add(id, stays, clock.instant());
        rows.advance(List.of(id));
        Map<String, Object> made = Map.of(
                "quantity", stays.quantity(),
                "effective_at", known.subscription().beginOf(stays.from()));
        outbox.add(
                "subscription.change_withdrawn",
                id,
                withCustomer(made, known.subscription().customerId()));
        audit.record(
                "subscription.withdraw_change",
                id,
                Map.of("quantity", known.agreed().on(stays.from())),
                made);
        subscriptions.refresh(known.subscription());
    }

    private static Map<String, Object> withCustomer(Map<String, Object> made, UUID customerId) {
        Map<String, Object> payload = new LinkedHashMap<>(made);
        payload.put("customer_id", customerId);
        return payload;
    }

    private Known known(UUID id) {
        Subscription subscription = subscriptions.require(id);
        PlanCut.requireFirstPayment(subscription);
        List<SubscriptionItem> items = subscriptions.items(List.of(id));
        return new Known(
                subscription,
                Objects.requireNonNull(Pin.of(items).get(id)),
                catalog.terms(
                        items.stream().map(SubscriptionItem::planVersionId).collect(Collectors.toSet())),
                Objects.requireNonNull(quantities.of(items).get(id)));
    }

    /** The change of a subscription's quantity that is planned, the quantity that holds until then, and what is planned for a day. */
    record Shown(
            int quantity,
            SubscriptionView.@Nullable PendingQuantity pending,
            @Nullable DatedChangeView planned) {

        static Shown of(
                Subscription subscription,
                Quantities agreed,
                Periods periods,
                @Nullable DatedChangeView planned,
                Instant now) {
            Quantities.Change pending = new QuantityChange(subscription, agreed, periods).pending(now);
            return new Shown(
                    agreed.on(LocalDate.ofInstant(now, subscription.zone())),
                    pending == null
                            ? null
                            : new SubscriptionView.PendingQuantity(
                                    pending.quantity(), subscription.beginOf(pending.from())),
                    planned);
        }
    }
}
