package dev.countinghouse.catalog;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.catalog.CatalogDocument.AddOnItem;
import dev.countinghouse.catalog.CatalogDocument.CouponItem;
import dev.countinghouse.catalog.CatalogDocument.FeatureItem;
import dev.countinghouse.catalog.CatalogDocument.MetricItem;
import dev.countinghouse.catalog.CatalogDocument.PlanItem;
import dev.countinghouse.catalog.CatalogDocument.TaxRateItem;
import dev.countinghouse.catalog.CatalogImportResult.Action;
import dev.countinghouse.catalog.CatalogImportResult.Item;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The whole catalog as one document. One method is one transaction. */
@Stateless
public class CatalogDocumentService {

    /** Things of a kind that a document holds at most. */
    public static final int ITEMS_MAX = 1_000;

    @Inject
    CatalogDocumentRepository documents;

    @Inject
    CatalogRepository catalog;

    @Inject
    PlanCharges planCharges;

    @Inject
    MetricService metrics;

    @Inject
    PlanService plans;

    @Inject
    PlanEntitlements planEntitlements;

    @Inject
    EntitlementRepository entitlements;

    @Inject
    DocumentThings things;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /** @throws BillingException CONFLICT when there is more of a kind than a document holds */
    @RolesAllowed(Permission.CATALOG_READ)
    public CatalogDocument export() {
        List<PlanVersion> versions = bounded(documents.plans(ITEMS_MAX + 1));
        Map<UUID, List<EntitlementView>> entitled =
                entitlements.of(versions.stream().map(PlanVersion::id).toList());
        List<AddOnItem> addOns = bounded(documents.addOns(ITEMS_MAX + 1)).stream()
                .map(addOn -> AddOnItem.of(addOn.view(Map.of())))
                .toList();
        Set<String> taxRates = new HashSet<>();
        versions.forEach(version -> taxRates.addAll(version.content().taxRateCodes()));
        addOns.forEach(addOn -> taxRates.addAll(addOn.taxRates()));
        Set<String> features = new HashSet<>();
        entitled.values().forEach(all -> all.forEach(one -> features.add(one.feature())));
        List<TaxRate> rates = bounded(documents.taxRates(ITEMS_MAX + 1));
        Set<UUID> counting = ofCountries(rates);
        return new CatalogDocument(
                bounded(documents.metrics(ITEMS_MAX + 1)).stream()
                        .map(metric -> MetricItem.of(metric.view(Map.of())))
                        .toList(),
                exported(rates, taxRates, rate -> TaxRateItem.of(rate, counting.contains(rate.id()))),
                exported(bounded(documents.features(ITEMS_MAX + 1)), features, FeatureItem::of),
                versions.stream()
                        .map(version -> PlanItem.of(version, entitled.getOrDefault(version.id(), List.of())))
                        .toList(),
                addOns,
                bounded(documents.coupons(ITEMS_MAX + 1)).stream()
                        .map(coupon -> CouponItem.of(coupon.view(Map.of())))
                        .toList());
    }

    /** Those that count for their countries: a document says of no other whose it is. */
    private static Set<UUID> ofCountries(List<TaxRate> rates) {
        Map<String, UUID> newest = new HashMap<>();
        rates.stream()
                .filter(rate -> !rate.isArchived())
                .map(rate -> rate.view(Map.of()))
                .filter(rate -> rate.country() != null)
                .sorted(Comparator.comparing(TaxRateView::id))
                .forEach(rate -> newest.put(rate.country(), rate.id()));
        return Set.copyOf(newest.values());
    }

    /** What is in use, and what is archived and still named. */
    private static <V, I> List<I> exported(
            List<? extends CatalogThing<V>> things, Set<String> named, Function<V, I> item) {
        return things.stream()
                .filter(thing -> !thing.isArchived() || named.contains(thing.code()))
                .map(thing -> item.apply(thing.view(Map.of())))
                .toList();
    }

    private static <E> List<E> bounded(List<E> found) {
        if (found.size() > ITEMS_MAX) {
            throw new BillingException(
                    ProblemType.CONFLICT, "A document holds at most " + ITEMS_MAX + " things of a kind");
        }
        return found;
    }

    /**
     * Brings the catalog to what a document says: what is not there is made, a plan that is different gets a new version,
     * nothing is taken away. All of it or nothing.
     *
     * @param dryRun only tells what it would do
     * @throws BillingException VALIDATION_FAILED with everything that is wrong
     */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public CatalogImportResult bring(NewCatalog wanted, boolean dryRun) {
        CatalogState there = documents.state(wanted);
        FieldErrors.refuse(CatalogImportRules.check(wanted, there));
        List<Item> items = new ArrayList<>();
        wanted.metrics().forEach(metric -> items.add(bring(metric, there, dryRun)));
        wanted.taxRates().forEach(rate -> items.add(things.bring(rate, there, dryRun)));
        wanted.features().forEach(feature -> items.add(things.bring(feature, there, dryRun)));
        wanted.plans().forEach(plan -> items.add(bring(plan, there, dryRun)));
        wanted.addOns().forEach(addOn -> items.add(things.bring(addOn, there, dryRun)));
        wanted.coupons().forEach(coupon -> items.add(things.bring(coupon, there, dryRun)));
        CatalogImportResult result = new CatalogImportResult(dryRun, List.copyOf(items));
        if (!dryRun) {
            audit.record("catalog.import", Ids.next(), null, result);
        }
        return result;
    }

    private Item bring(NewMetric wanted, CatalogState there, boolean dryRun) {
        BillableMetric metric = there.metrics().get(wanted.code());
        MetricView before = metric == null ? null : metric.view(Map.of());
        if (metric == null || before == null) {
            if (!dryRun) {
                metrics.create(wanted);
            }
            return new Item("billable_metric", wanted.code(), Action.CREATED);
        }
        MetricItem item = MetricItem.of(before);
        if (item.equals(item.called(wanted.name(), wanted.unit()))) {
            return new Item("billable_metric", wanted.code(), Action.UNCHANGED);
        }
        if (!dryRun) {
            metric.call(wanted.name(), wanted.unit());
            outbox.add("billable_metric.changed", metric.id(), Map.of("code", wanted.code()));
            audit.record("billable_metric.change", metric.id(), before, metric.view(Map.of()));
        }
        return new Item("billable_metric", wanted.code(), Action.CHANGED);
    }

    private Item bring(NewPlan wanted, CatalogState there, boolean dryRun) {
        PlanVersion newest = there.plans().get(wanted.code());
        PlanItem before = there.plan(wanted.code());
        if (newest == null || before == null) {
            if (!dryRun) {
                plans.create(wanted);
            }
            return new Item("plan", wanted.code(), Action.CREATED);
        }
        PlanItem item = PlanItem.of(wanted);
        if (before.equals(item)) {
            return new Item("plan", wanted.code(), Action.UNCHANGED);
        }
        if (!dryRun && before.hasTermsOf(item)) {
            plans.change(
                    new ThingRead(newest.planId(), null),
                    new PlanNaming(item.name(), Objects.requireNonNullElse(item.description(), ""), null));
        } else if (!dryRun) {
            publish(wanted, newest, before);
        }
        return new Item("plan", wanted.code(), Action.CHANGED);
    }

    private void publish(NewPlan wanted, PlanVersion newest, PlanItem before) {
        newest.plan().call(wanted.name(), wanted.description());
        PlanContent content = new PlanContent(wanted, planCharges.of(wanted), planCharges.taxRate(wanted.taxRate()));
        PlanVersion version = new PlanVersion(Ids.next(), newest.plan(), newest.number() + 1, content, clock.instant());
        catalog.add(version);
        outbox.add(
                "plan_version.published", newest.planId(), Map.of("code", wanted.code(), "number", version.number()));
        audit.record("plan_version.publish", newest.planId(), before, version.versionView());
        planEntitlements.entitle(newest.planId(), version.id(), wanted.entitlements());
    }
}
