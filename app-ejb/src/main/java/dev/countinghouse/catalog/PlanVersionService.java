package dev.countinghouse.catalog;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customdata.CustomData;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Versions of plans: prepared as a draft, published once, and archived. Subscribers stay with the version they have. One
 * method is one transaction.
 */
@Stateless
public class PlanVersionService {

    private static final int FIRST = 1;

    @Inject
    CatalogRepository catalog;

    @Inject
    PlanVersionRepository versions;

    @Inject
    PlanCharges planCharges;

    @Inject
    CustomData customData;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /**
     * Begins the next version of a plan: the newest one, with what is different.
     *
     * @throws BillingException NOT_FOUND, CONFLICT when there is a draft already, or VALIDATION_FAILED
     */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public PlanVersionView begin(UUID planId, PlanChange change) {
        if (versions.draft(catalog.requirePlan(planId).id()).isPresent()) {
            throw new BillingException(ProblemType.CONFLICT, "The plan has a draft already: publish or change it");
        }
        PlanVersion newest = catalog.newestVersion(planId);
        List<Charge> charges = change.charges() == null
                ? newest.content().charges().stream()
                        .map(charge -> charge.withId(Ids.next()))
                        .toList()
                : planCharges.of(change.charges());
        PlanContent content = changed(newest.content(), change, charges);
        PlanDraft draft = new PlanDraft(newest.plan(), newest.number() + 1, content, clock.instant());
        catalog.add(draft);
        return recorded("begin", planId, null, draft.view());
    }

    /**
     * Changes a draft.
     *
     * @param revision the one that was read; null for whichever it has
     * @throws BillingException NOT_FOUND, CONFLICT when the version is no draft any more, PRECONDITION_FAILED, or
     *     VALIDATION_FAILED
     */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public PlanVersionView change(UUID planId, int number, PlanChange change, @Nullable Integer revision) {
        PlanDraft draft = requireDraft(planId, number, revision);
        PlanVersionView before = draft.view();
        List<Charge> charges = change.charges() == null ? before.charges() : planCharges.of(change.charges());
        draft.change(changed(draft.content(), change, charges));
        versions.flush();
        return recorded("change", planId, before, draft.view());
    }

    private PlanContent changed(PlanContent content, PlanChange change, List<Charge> charges) {
        planCharges.check(change.minimumCommitment());
        TaxRate taxRate = change.taxRate() == null ? content.taxRate() : planCharges.taxRate(change.taxRate());
        PlanContent changed = content.with(change, charges, taxRate);
        List<FieldError> errors = new ArrayList<>(CurrencyRules.check(changed));
        errors.addAll(ThresholdRules.check(changed));
        errors.addAll(PhaseRules.check(changed));
        FieldErrors.refuse(errors);
        return changed;
    }

    /**
     * Publishes a draft: from now on it never changes, and new subscriptions take it.
     *
     * @throws BillingException NOT_FOUND, CONFLICT when it is no draft, or PRECONDITION_FAILED
     */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public PlanVersionView publish(UUID planId, int number, @Nullable Integer revision) {
        PlanDraft draft = requireDraft(planId, number, revision);
        PlanVersion published = draft.publish(Ids.next(), clock.instant());
        versions.remove(draft);
        catalog.add(published);
        return recorded("publish", planId, draft.view(), published.versionView());
    }

    /**
     * Gives a draft up: another one can be begun, with the same number. With its first version the plan is given up, and its
     * code is free.
     *
     * @throws BillingException NOT_FOUND, CONFLICT when it is no draft, or PRECONDITION_FAILED
     */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public void discard(UUID planId, int number, @Nullable Integer revision) {
        PlanDraft draft = requireDraft(planId, number, revision);
        PlanVersionView before = draft.view();
        versions.remove(draft);
        outbox.add("plan_version.discarded", planId, Map.of("code", before.code(), "number", number));
        audit.record("plan_version.discard", planId, before, null);
        if (number == FIRST) {
            versions.remove(draft.plan());
            customData.remove(PlanService.TYPE, planId);
            outbox.add("plan.discarded", planId, Map.of("code", before.code()));
            audit.record("plan.discard", planId, Map.of("code", before.code()), null);
        }
    }

    /**
     * Takes a published version out of sale; who has subscribed to it goes on. When all are, nobody can subscribe to the
     * plan.
     *
     * @throws BillingException NOT_FOUND, or CONFLICT for a draft
     */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public PlanVersionView archive(UUID planId, int number) {
        PlanVersion version = versions.version(planId, number)
                .orElseThrow(() -> isDraft(planId, number)
                        ? new BillingException(ProblemType.CONFLICT, "A draft is not for sale yet")
                        : none(planId, number));
        PlanVersionView before = version.versionView();
        if (!version.isArchived()) {
            version.archive(clock.instant());
        }
        return recorded("archive", planId, before, version.versionView());
    }

    /** One version, published or a draft. */
    @RolesAllowed(Permission.CATALOG_READ)
    public PlanVersionView get(UUID planId, int number) {
        return versions.version(planId, number)
                .map(PlanVersion::versionView)
                .or(() -> versions.draft(planId)
                        .filter(draft -> draft.number() == number)
                        .map(PlanDraft::view))
                .orElseThrow(() -> none(planId, number));
    }

    /** Those that were published, newest first. A draft is none of them: its number is the one after the newest. */
    @RolesAllowed(Permission.CATALOG_READ)
    public Page<PlanVersionView> list(UUID planId, PageRequest page) {
        return versions.ofPlan(catalog.requirePlan(planId), page).map(PlanVersion::versionView);
    }

    /**
     * What is different between two versions of a plan, drafts included.
     *
     * @param to number of the second; null: the newest that was published
     */
    @RolesAllowed(Permission.CATALOG_READ)
    public PlanDiff diff(UUID planId, int from, @Nullable Integer to) {
        int other = to == null ? catalog.newestVersion(planId).number() : to;
        return PlanDiff.of(get(planId, from), get(planId, other));
    }

    private PlanDraft requireDraft(UUID planId, int number, @Nullable Integer revision) {
        PlanDraft draft = versions.draft(planId)
                .filter(found -> found.number() == number)
                .orElseThrow(() -> versions.version(planId, number).isPresent()
                        ? new BillingException(ProblemType.CONFLICT, "A published version never changes")
                        : none(planId, number));
        if (revision != null && revision != draft.version()) {
            throw new BillingException(ProblemType.PRECONDITION_FAILED, "The draft has changed since it was read");
        }
        return draft;
    }

    private boolean isDraft(UUID planId, int number) {
        return versions.draft(planId).filter(draft -> draft.number() == number).isPresent();
    }

    private static BillingException none(UUID planId, int number) {
        return new BillingException(ProblemType.NOT_FOUND, "No version " + number + " of a plan " + planId);
    }

    private PlanVersionView recorded(
            String action, UUID planId, @Nullable PlanVersionView before, PlanVersionView after) {
        outbox.add(
                "plan_version." + after.status().name().toLowerCase(Locale.ROOT),
                planId,
                Map.of("code", after.code(), "number", after.number()));
        audit.record("plan_version." + action, planId, before, after);
        return after;
    }
}
