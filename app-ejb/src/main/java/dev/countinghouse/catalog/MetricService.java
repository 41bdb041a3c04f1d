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
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Billable metrics. One method is one transaction. */
@Stateless
public class MetricService {

    private static final String TYPE = "billable_metric";

    @Inject
    CatalogRepository catalog;

    @Inject
    CustomData customData;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /** @throws BillingException CODE_TAKEN, or VALIDATION_FAILED with every field that is wrong */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public MetricView create(NewMetric wanted) {
        FieldErrors.refuse(MetricRules.check(wanted));
        BillableMetric metric = new BillableMetric(Ids.next(), wanted, clock.instant());
        catalog.add(metric);
        customData.put(TYPE, metric.id(), wanted.metadata());
        outbox.add("billable_metric.created", metric.id(), Map.of("code", wanted.code()));
        MetricView view = metric.view(customData.get(TYPE, metric.id()));
        audit.record("billable_metric.create", metric.id(), null, view);
        return view;
    }

    /** Changes how a metric is called; what it measures never changes, events were accepted under it. */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public MetricView change(ThingRead read, MetricChange change) {
        BillableMetric metric = catalog.requireMetric(read.id());
        int version = metric.version();
        if (read.version() != null && read.version() != version) {
            throw new BillingException(ProblemType.PRECONDITION_FAILED, "Read it again, then change it");
        }
        MetricView before = metric.view(customData.get(TYPE, metric.id()));
        metric.change(change);
        catalog.flush();
        if (change.metadata() != null && metric.version() == version) {
            catalog.advance(metric);
        }
        customData.put(TYPE, metric.id(), change.metadata());
        outbox.add("billable_metric.updated", metric.id(), Map.of("version", metric.version()));
        MetricView view = metric.view(customData.get(TYPE, metric.id()));
        audit.record("billable_metric.update", metric.id(), before, view);
        return view;
    }

    @RolesAllowed(Permission.CATALOG_READ)
    public MetricView get(UUID id) {
        return catalog.requireMetric(id).view(customData.get(TYPE, id));
    }

    /** Newest first. */
    @RolesAllowed(Permission.CATALOG_READ)
    public Page<MetricView> list(@Nullable String code, @Nullable String externalId, PageRequest page) {
        Page<BillableMetric> found = catalog.metrics(code, externalId, page);
        Map<UUID, Map<String, Object>> metadata = customData.getAll(
                TYPE, found.data().stream().map(BillableMetric::id).toList());
        return found.map(metric -> metric.view(metadata.getOrDefault(metric.id(), Map.of())));
    }
}
