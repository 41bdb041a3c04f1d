package dev.countinghouse.metering;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.MetricView;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customdata.CustomData;
import dev.countinghouse.customer.CustomerBook;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Usage alerts and limits. One method is one transaction. */
@Stateless
public class UsageAlertService {

    private static final String TYPE = "usage_alert";

    @Inject
    UsageAlertRepository alerts;

    @Inject
    UsageLimits limits;

    @Inject
    Catalog catalog;

    @Inject
    CustomerBook customers;

    @Inject
    CustomData customData;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /** @throws BillingException CODE_TAKEN, VALIDATION_FAILED with every field that is wrong */
    @RolesAllowed(Permission.SUBSCRIPTION_WRITE)
    public UsageAlertView create(NewUsageAlert wanted) {
        MetricView metric = metric(wanted.metric());
        UUID customer = wanted.customerId();
        if (customer != null && customers.byId(List.of(customer)).isEmpty()) {
            throw BillingException.invalid("customer_id", "unknown", "is no customer's id");
        }
        UsageAlertRules.require(wanted.terms(), metric);
        UsageAlert alert = new UsageAlert(Ids.next(), wanted, metric.id(), clock.instant());
        alerts.add(alert);
        limits.changed();
        customData.put(TYPE, alert.id(), wanted.metadata());
        outbox.add("usage_alert.created", alert.id(), Map.of("code", alert.code()));
        UsageAlertView view = view(alert);
        audit.record("usage_alert.create", alert.id(), null, view);
        return view;
    }

    private MetricView metric(String code) {
        MetricView metric = catalog.metrics(List.of(code)).get(code);
        if (metric == null) {
            throw BillingException.invalid("metric", "unknown", "is no billable metric's code");
        }
        return metric;
    }

    /**
     * Changes an alert. A threshold that was told this month and stays is not told again.
     *
     * @param version as last read; null to change whatever is there
     */
    @RolesAllowed(Permission.SUBSCRIPTION_WRITE)
    public UsageAlertView change(UUID id, UsageAlertChange change, @Nullable Integer version) {
        UsageAlert alert = require(id, version);
        UsageAlertView before = view(alert);
        int read = alert.version();
        UsageAlertTerms terms = change.of(alert.terms());
        UsageAlertRules.require(terms, metric(alert.metric()));
        alert.become(terms);
        alerts.flush();
        limits.changed();
        if (change.metadata() != null && alert.version() == read) {
            alerts.advance(alert);
        }
        customData.put(TYPE, id, change.metadata());
        outbox.add("usage_alert.updated", id, Map.of("version", alert.version()));
        UsageAlertView view = view(alert);
        audit.record("usage_alert.update", id, before, view);
        return view;
    }

    /** It does nothing from now on. */
    @RolesAllowed(Permission.SUBSCRIPTION_WRITE)
    public UsageAlertView archive(UUID id, @Nullable Integer version) {
        UsageAlert alert = require(id, version);
        if (alert.isArchived()) {
            return view(alert);
        }
        UsageAlertView before = view(alert);
        alert.archive(clock.instant());
        alerts.flush();
        limits.changed();
        outbox.add("usage_alert.archived", id, Map.of("code", alert.code()));
        UsageAlertView view = view(alert);
        audit.record("usage_alert.archive", id, before, view);
        return view;
    }

    private UsageAlert require(UUID id, @Nullable Integer version) {
        UsageAlert alert = alerts.require(id);
        if (version != null && version != alert.version()) {
            throw new BillingException(ProblemType.PRECONDITION_FAILED, "Read it again, then change it");
        }
        return alert;
    }

    @RolesAllowed(Permission.USAGE_READ)
    public UsageAlertView get(UUID id) {
        return view(alerts.require(id));
    }

    /** Newest first. */
    @RolesAllowed(Permission.USAGE_READ)
    public Page<UsageAlertView> list(UsageAlertFilter filter, PageRequest page) {
        Page<UsageAlert> found = alerts.list(filter, page);
        List<UUID> ids = found.data().stream().map(UsageAlert::id).toList();
        Map<UUID, Map<String, Object>> metadata = customData.getAll(TYPE, ids);
        return found.map(alert -> alert.view(metadata.getOrDefault(alert.id(), Map.of())));
    }

    private UsageAlertView view(UsageAlert alert) {
        return alert.view(customData.get(TYPE, alert.id()));
    }
}
