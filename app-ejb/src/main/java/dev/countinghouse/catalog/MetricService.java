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

    /** @throws BillingException CODE_TAKEN, or when the field does not fit the aggregation */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public MetricView create(NewMetric wanted) {
        if (wanted.aggregation() == Aggregation.SUM && wanted.fieldName() == null) {
            throw BillingException.invalid("field_name", "required", "names the property that is summed");
        }
        if (wanted.aggregation() == Aggregation.COUNT && wanted.fieldName() != null) {
            throw BillingException.invalid("field_name", "not_allowed", "has no meaning for a count");
        }
        BillableMetric metric = new BillableMetric(Ids.next(), wanted, clock.instant());
        catalog.add(metric);
        customData.put(TYPE, metric.id(), wanted.metadata());
        outbox.add("billable_metric.created", metric.id(), Map.of("code", wanted.code()));
        MetricView view = metric.view(customData.get(TYPE, metric.id()));
        audit.record("billable_metric.create", metric.id(), null, view);
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
