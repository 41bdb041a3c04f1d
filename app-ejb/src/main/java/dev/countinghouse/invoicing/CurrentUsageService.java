package dev.countinghouse.invoicing;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customer.CustomerBook;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.invoicing.CurrentUsageView.OfCharge;
import dev.countinghouse.invoicing.CurrentUsageView.OfGroup;
import dev.countinghouse.invoicing.CurrentUsageView.OfSubscription;
import dev.countinghouse.invoicing.InvoiceAssembly.UsageToBill;
import dev.countinghouse.metering.MeteredUsage;
import dev.countinghouse.metering.Metering;
import dev.countinghouse.metering.UsageWindow;
import dev.countinghouse.money.Decimals;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.subscription.RunningSubscriptions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows usage and its cost while the period runs: rated by the functions that the invoice run uses. */
@Stateless
public class CurrentUsageService {

    @Inject
    CustomerBook customers;

    @Inject
    RunningSubscriptions subscriptions;

    @Inject
    Metering metering;

    @Inject
    RatedUsage rated;

    @Inject
    BusinessClock clock;

    /**
     * The usage of the periods that hold an instant.
     *
     * @param at null: now, by the tenant's clock
     * @throws BillingException NOT_FOUND without such a customer; VALIDATION_FAILED for a period whose events were deleted
     */
    @RolesAllowed(Permission.USAGE_READ)
    public CurrentUsageView of(UUID customerId, @Nullable Instant at) {
        if (customers.byId(Set.of(customerId)).isEmpty()) {
            throw new BillingException(ProblemType.NOT_FOUND, "No customer " + customerId);
        }
        Instant instant = at == null ? clock.instant() : at;
        List<OfSubscription> running = new ArrayList<>();
        for (DueItem item : subscriptions.at(customerId, instant)) {
            running.add(subscription(item));
        }
        return new CurrentUsageView(customerId, instant, running);
    }

    private OfSubscription subscription(DueItem item) {
        List<UsageToBill> asked = UsageToBill.of(item);
        List<UsageWindow> windows = asked.stream().map(UsageToBill::window).toList();
        if (!metering.areOpen(windows)) {
            throw BillingException.invalid(
                    "at", "usage_closed", "lies in usage that is closed: its events are deleted");
        }
        List<MeteredUsage> used = metering.usage(windows);
        List<List<LineDraft>> lines = rated.of(asked, used);
        Currency currency = Currency.getInstance(item.terms().currency());
        List<OfCharge> charges = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            charges.add(charge(asked.get(i), used.get(i), lines.get(i), currency));
        }
        return new OfSubscription(
                item.billing().subscriptionId(),
                item.terms().code(),
                Objects.requireNonNull(item.billing().ended()).start(),
                Objects.requireNonNull(item.billing().ended()).end(),
                sum(lines.stream().flatMap(List::stream).toList(), currency),
                charges);
    }

    private static OfCharge charge(UsageToBill asked, MeteredUsage used, List<LineDraft> lines, Currency currency) {
        Set<Map<String, String>> groups = used.usage().totals().keySet();
        return new OfCharge(
                asked.charge().code(),
                asked.charge().name(),
                used.metric().code(),
                used.metric().unit(),
                used.quantity(),
                sum(lines, currency),
                groups.stream()
                        .filter(group -> !group.isEmpty())
                        .map(group -> new OfGroup(group, used.quantity(group::equals)))
                        .toList(),
                lines.stream().map(CurrentUsageService::line).toList());
    }

    private static CurrentUsageView.Line line(LineDraft line) {
        return new CurrentUsageView.Line(
                line.description(),
                line.bucket(),
                Decimals.plain(line.quantity()),
                Decimals.plain(line.unitAmount()),
                MoneyView.of(line.amount()));
    }

    private static MoneyView sum(List<LineDraft> lines, Currency currency) {
        return MoneyView.of(Money.sum(lines.stream().map(LineDraft::amount).toList(), currency));
    }
}
