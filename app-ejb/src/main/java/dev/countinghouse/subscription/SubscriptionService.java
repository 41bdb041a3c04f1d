package dev.countinghouse.subscription;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customdata.CustomData;
import dev.countinghouse.customer.CustomerBook;
import dev.countinghouse.customer.CustomerView;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.metering.BilledSpan;
import dev.countinghouse.metering.Metering;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.domain.Periods;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Subscriptions. One method is one transaction. */
@Stateless
public class SubscriptionService {

    private static final String TYPE = "subscription";

    @Inject
    SubscriptionRepository subscriptions;

    @Inject
    StandingRepository standings;

    @Inject
    QuantityRepository quantities;

    @Inject
    SubscriptionChanges changes;

    @Inject
    DatedChanges dated;

    @Inject
    SubscriptionViews views;

    @Inject
    CustomerBook customers;

    @Inject
    Catalog catalog;

    @Inject
    CatalogPermission pricing;

    @Inject
    RefundPermission refunds;

    @Inject
    Metering metering;

    @Inject
    WorkSchedule schedule;

    @Inject
    CustomData customData;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /**
     * Subscribes a customer to the newest version of a plan; prices of its own take the permission to change the catalog, too. A start in the past is billed period by period, as if it had
     * been there on time.
     *
     * @throws BillingException when customer or plan are unknown or the plan is not sold in the currency, or another
     *     subscription of the customer bills one of the plan's metrics (METRIC_ALREADY_BILLED)
     */
    @RolesAllowed(Permission.SUBSCRIPTION_WRITE)
    public SubscriptionView create(NewSubscription wanted) {
        CustomerView customer = customer(wanted);
        PlanTerms terms = terms(wanted, customer);
        Instant now = clock.instant();
        Subscription subscription = new Subscription(Ids.next(), wanted, customer, terms, now);
        subscriptions.add(
                subscription,
                new SubscriptionItem(Ids.next(), subscription.id(), terms.versionId(), wanted.quantity()));
        metering.bill(terms.metrics().stream()
                .map(metric -> new BilledSpan(
                        subscription.id(), customer.id(), metric, subscription.startsAt(), subscription.endsAt()))
                .toList());
        outbox.add(
                "subscription.created",
                subscription.id(),
                Map.of("customer_id", customer.id(), "plan", terms.code()),
                now);
        SubscriptionView view = subscription.view(
                terms,
                null,
                new SubscriptionChanges.Shown(wanted.quantity(), null, null),
                Objects.requireNonNull(
                        standings.of(List.of(subscription.id()), now).get(subscription.id())),
                customData.putNew(TYPE, subscription.id(), wanted.metadata()));
        // late, as others who subscribe wait for this row until the commit, but before the audit log's, for which
        // nobody waits
        schedule.at(WorkKind.INVOICE_GENERATION, Objects.requireNonNull(subscription.nextBillingAt()));
        audit.record("subscription.create", subscription.id(), null, view);
        return view;
    }

    /** In the currency that is asked for, or else in the customer's: in another one nobody is billed without being asked. */
    private PlanTerms terms(NewSubscription wanted, CustomerView customer) {
        PlanTerms terms = catalog.terms(wanted.plan())
                .orElseThrow(() ->
                        BillingException.invalid("plan", "unknown", "is no code of a plan that can be subscribed to"));
        String currency = wanted.currency() == null ? customer.currency() : wanted.currency();
        if (!terms.currencies().contains(currency)) {
            String sold = "is sold in " + String.join(", ", terms.currencies());
            throw wanted.currency() == null
                    ? BillingException.invalid("plan", "currency_mismatch", sold + ", the customer is in " + currency)
                    : BillingException.invalid("currency", "currency_mismatch", "is none of the plan's, which " + sold);
        }
        if (wanted.overrides() == null) {
            return terms.in(currency);
        }
        pricing.require();
        return catalog.override(terms.in(currency), wanted.overrides());
    }

    private CustomerView customer(NewSubscription wanted) {
        String field = wanted.customerId() == null ? "external_customer_id" : "customer_id";
        UUID id = wanted.customerId() == null
                ? customers
                        .idsOf(List.of(Objects.requireNonNullElse(wanted.externalCustomerId(), "")))
                        .get(wanted.externalCustomerId())
                : wanted.customerId();
        return Optional.ofNullable(id)
                .flatMap(customers::find)
                .orElseThrow(() -> BillingException.invalid(field, "unknown", "is no customer of ours"));
    }

    /**
     * Ends a subscription, today, at the end of what is paid for or on a day to come; one that was canceled may end earlier.
     * Its last usage, unless that is skipped, and fees in arrears are billed when it has ended. To give money back for days after the end
     * takes the permission to write credit notes, too.
     *
     * @throws BillingException NOT_FOUND; CONFLICT when it has ended, and where the day has come of what is planned and would be dropped;
     *     VALIDATION_FAILED for a day that cannot be its end
     */
    @RolesAllowed(Permission.SUBSCRIPTION_WRITE)
    public SubscriptionView cancel(UUID id, Cancellation cancellation) {
        if (cancellation.unused() == Cancellation.UnusedDays.REFUNDED) {
            refunds.require();
        }
        subscriptions.lockBilling(); // a boundary that is being billed is billed first
        Subscription subscription = subscriptions.require(id);
        SubscriptionView before = get(id);
        List<SubscriptionItem> items = subscriptions.items(List.of(id));
        Map<UUID, PlanTerms> terms = catalog.terms(
                items.stream().map(SubscriptionItem::planVersionId).collect(Collectors.toSet()));
        Periods periods = Pin.periods(
                Objects.requireNonNull(Pin.of(items).get(id)),
                terms.values().iterator().next().cycle(subscription.startedOn())); // of all its versions
        Instant end = subscription.cancel(cancellation, periods, clock.instant());
        dated.dropAfter(subscription);
        metering.billNoMore(terms.values().stream()
                .flatMap(version -> version.metrics().stream())
                .distinct()
                .map(metric -> new BilledSpan(id, subscription.customerId(), metric, end, null))
                .toList());
        if (subscription.nextBillingAt() != null) {
            schedule.at(WorkKind.INVOICE_GENERATION, subscription.nextBillingAt());
        }
        subscriptions.flush();
        SubscriptionView view = get(id);
        outbox.add(
                "subscription.canceled",
                id,
                Map.of(
                        "customer_id",
                        subscription.customerId(),
                        "ends_at",
                        end,
                        "unused_days",
                        Objects.requireNonNull(view.unusedDays()),
                        "final_usage",
                        Objects.requireNonNull(view.finalUsage())));
        audit.record("subscription.cancel", id, before, view);
        return view;
    }

    /**
     * Takes a parked subscription back into billing. What fell due since is billed by the next run, in order and dated as if it
     * had been billed on time; if the reason is still there, that parks it again.
     *
     * @throws BillingException NOT_FOUND; SUBSCRIPTION_NOT_PARKED when it is billed at present
     */
    @RolesAllowed(Permission.SUBSCRIPTION_WRITE)
    public SubscriptionView retryBilling(UUID id) {
        subscriptions.lockBilling(); // not between the parts of a run
        Subscription subscription = subscriptions.require(id);
        SubscriptionView before = get(id);
        subscription.unpark();
        subscriptions.flush();
        schedule.at(WorkKind.INVOICE_GENERATION, clock.instant());
        outbox.add("subscription.billing_retried", id, Map.of("customer_id", subscription.customerId()));
        SubscriptionView view = get(id);
        audit.record("subscription.retry_billing", id, before, view);
        return view;
    }

    /**
     * Takes back what is planned: a change at a date, the end of a pause, or another quantity at the end of the period.
     *
     * @param read version of the subscription that was read; null: whatever it is
     * @throws BillingException NOT_FOUND; PRECONDITION_FAILED when it has another version; CONFLICT when no change is planned
     */
    @RolesAllowed(Permission.SUBSCRIPTION_WRITE)
    public SubscriptionView withdrawChange(UUID id, @Nullable Integer read) {
        subscriptions.lockBilling(); // what is billed by the change meanwhile stays
        if (read != null && read != subscriptions.require(id).version()) {
            throw new BillingException(ProblemType.PRECONDITION_FAILED, "Read it again, then take it back");
        }
        changes.withdraw(id);
        return get(id);
    }

    @RolesAllowed(Permission.SUBSCRIPTION_READ)
    public SubscriptionView get(UUID id) {
        return views.of(id);
    }

    /** Newest first. */
    @RolesAllowed(Permission.SUBSCRIPTION_READ)
    public Page<SubscriptionView> list(SubscriptionFilter filter, PageRequest page) {
        SubscriptionStatus asked = filter.status();
        Page<Subscription> found = asked == null
                ? subscriptions.list(filter, page)
                : Page.of(
                        subscriptions.byId(standings.list(filter, asked, clock.instant(), page)).stream()
                                .sorted(Comparator.comparing(Subscription::id).reversed())
                                .toList(),
                        page,
                        Subscription::id);
        return new Page<>(views.of(found.data()), found.nextCursor());
    }

    /**
     * Which subscriptions are meant; null means any.
     *
     * @param parked whether they are out of billing
     */
    public record SubscriptionFilter(
            @Nullable String externalId,
            @Nullable UUID customerId,
            @Nullable SubscriptionStatus status,
            @Nullable Boolean parked) {}
}
