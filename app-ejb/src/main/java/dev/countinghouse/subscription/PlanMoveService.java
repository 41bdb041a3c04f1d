package dev.countinghouse.subscription;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.catalog.PlanVersions;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.metering.Metering;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The subscriptions' part of a migration. Called within its transaction. */
@Stateless
public class PlanMoveService {

    @Inject
    PlanMoves moves;

    @Inject
    PlanMoveRepository rows;

    @Inject
    SubscriptionRepository subscriptions;

    @Inject
    PlanVersions versions;

    @Inject
    Metering metering;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    @RolesAllowed(Permission.SUBSCRIPTION_WRITE)
    public PlanMigrationView preview(UUID planId, PlanVersions.Choice choice, MigrationSelection selection) {
        Selected selected = moves.selected(choice, selection);
        return view(planId, choice, selected, moves.of(rows.find(selected.ids()), choice, selection, clock.instant()));
    }

    /** Takes the turn of billing first, which all changes of plans wait for: what is found and compared is what is changed. */
    @RolesAllowed(Permission.SUBSCRIPTION_WRITE)
    public PlanMigrationView carryOut(
            UUID planId, PlanVersions.Choice choice, MigrationSelection selection, String token) {
        subscriptions.lockBilling();
        Selected selected = moves.selected(choice, selection);
        Instant now = clock.instant();
        List<PlanMove> all = moves.of(rows.lock(selected.ids()), choice, selection, now);
        PlanMigrationView shown = view(planId, choice, selected, all);
        if (!shown.token().equals(token)) {
            throw new BillingException(
                    ProblemType.PREVIEW_OUTDATED,
                    "Subscriptions, versions or time have moved on: look at a new preview");
        }
        move(all.stream().filter(PlanMove::isPossible).toList(), now);
        return shown.asExecuted();
    }

    private void move(List<PlanMove> moving, Instant now) {
        rows.advance(moving.stream().map(move -> move.subscription().id()).toList());
        rows.add(moving.stream()
                .map(move -> move.pin().item().movedTo(Ids.next(), move.to().versionId(), move.effectiveOn()))
                .toList());
        metering.billNoMore(
                moving.stream().flatMap(move -> move.removed().stream()).toList());
        metering.bill(moving.stream().flatMap(move -> move.added().stream()).toList());
        outbox.addAll(moving.stream()
                .map(move -> new Outbox.Pending(
                        "subscription.plan_version_changed", move.subscription().id(), payload(move), now))
                .toList());
        for (PlanMove move : moving) {
            audit.record(
                    "subscription.move_to_plan_version",
                    move.subscription().id(),
                    Map.of("plan_version", move.from().number()),
                    Map.of("plan_version", move.to().number(), "effective_at", move.effectiveAt()));
        }
    }

    private static Map<String, Object> payload(PlanMove move) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("customer_id", move.subscription().customerId());
        payload.put("plan", move.to().code());
        payload.put("from_version", move.from().number());
        payload.put("to_version", move.to().number());
        payload.put("effective_at", move.effectiveAt());
        return payload;
    }

    private PlanMigrationView view(UUID planId, PlanVersions.Choice choice, Selected selected, List<PlanMove> all) {
        int moving = (int) all.stream().filter(PlanMove::isPossible).count();
        int to = choice.target().number();
        return new PlanMigrationView(
                choice.target().code(),
                to,
                false,
                selected.total(),
                moving,
                all.size() - moving,
                selected.left(),
                selected.left() == 0 ? null : selected.ids().getLast(),
                versions.diffs(
                        planId,
                        all.stream()
                                .map(move -> move.from().number())
                                .filter(number -> number != to)
                                .toList(),
                        to),
                all.stream().map(PlanMove::view).toList(),
                PlanMoves.token(choice.target(), all));
    }

    /**
     * A part of a selection.
     *
     * @param ids of its subscriptions, in their order
     * @param total subscriptions of the whole selection
     * @param left those after the part
     */
    record Selected(List<UUID> ids, long total, long left) {}
}
