package dev.countinghouse.invoicing;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.subscription.DueSubscriptions;
import dev.countinghouse.subscription.FirstPayments;
import dev.countinghouse.subscription.NewSubscription;
import dev.countinghouse.subscription.SubscriptionService;
import dev.countinghouse.subscription.SubscriptionView;
import dev.countinghouse.subscription.SubscriptionViews;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** Subscriptions that begin when their first invoice is paid. One method is one transaction. */
@Stateless
public class FirstPaymentService {

    /** For how long a subscription waits, by the tenant's clock. Source: docs/BILLING.md, payment first. */
    static final Duration PATIENCE = Duration.ofHours(23);

    @Inject
    SubscriptionService subscriptions;

    @Inject
    DueSubscriptions due;

    @Inject
    BillingOrder order;

    @Inject
    InvoiceAssembly assembly;

    @Inject
    Discounts discounts;

    @Inject
    InvoiceWriter writer;

    @Inject
    FirstInvoiceRepository invoices;

    @Inject
    FirstPayments awaited;

    @Inject
    SubscriptionViews views;

    @Inject
    BusinessClock clock;

    /**
     * Subscribes a customer from today on, and writes the first invoice at once. The subscription waits until that is paid; where nothing of it
     * is owed, or it has nothing to bill, it does not wait.
     *
     * @throws BillingException for what it would be refused for otherwise; VALIDATION_FAILED for a first day that is not today; CONFLICT while
     *     invoices that fell due before are being written
     */
    @RolesAllowed(Permission.SUBSCRIPTION_WRITE)
    public SubscriptionView create(NewSubscription wanted) {
        due.awaitTurn();
        Instant now = clock.instant();
        if (order.isBehind(now)) {
            throw BillingOrder.refusal();
        }
        SubscriptionView made = subscriptions.create(wanted);
        LocalDate today = LocalDate.ofInstant(now, ZoneId.of(made.timeZone()));
        if (!made.startedOn().equals(today)) {
            throw BillingException.invalid(
                    "start_date", "not_today", "must be today, %s, where the payment comes first".formatted(today));
        }
        List<InvoiceDraft> first =
                discounts.of(assembly.drafts(due.takeOne(now, made.id()).items()));
        if (!first.isEmpty()) {
            writer.write(first);
        }
        if (!invoices.open(made.id()).isEmpty()) {
            awaited.await(made.id(), now.plus(PATIENCE));
        }
        return views.of(made.id());
    }
}
