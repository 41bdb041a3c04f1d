package dev.countinghouse.subscription;

import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.EntitlementView;
import dev.countinghouse.catalog.MetricView;
import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.metering.Metering;
import dev.countinghouse.metering.UsageWindow;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.subscription.SubscriptionEntitlements.Balance;
import dev.countinghouse.subscription.SubscriptionEntitlements.Entitlement;
import dev.countinghouse.subscription.SubscriptionEntitlements.Span;
import dev.countinghouse.subscription.domain.PauseKind;
import dev.countinghouse.time.ServicePeriod;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What subscriptions entitle to, and how much of it is left. Source: docs/BILLING.md, entitlements. */
@Stateless
public class SubscriptionEntitlementService {

    @Inject
    SubscriptionRepository subscriptions;

    @Inject
    Catalog catalog;

    @Inject
    Metering metering;

    @Inject
    BusinessClock clock;

    /**
     * What a subscription entitles to now, by the plan version that holds today.
     *
     * @throws BillingException NOT_FOUND
     */
    @RolesAllowed(Permission.SUBSCRIPTION_READ)
    public SubscriptionEntitlements of(UUID id) {
        Subscription subscription = subscriptions.require(id);
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, subscription.zone());
        List<Pin> pins =
                Objects.requireNonNull(Pin.of(subscriptions.items(List.of(id))).get(id));
        Pin pin = Pin.on(pins, today);
        PlanTerms terms =
                Objects.requireNonNull(catalog.terms(Set.of(pin.versionId())).get(pin.versionId()));
        ServicePeriod period = NextBoundary.during(
                        subscription, now, Pin.periods(pins, terms.cycle(subscription.startedOn())))
                .map(DueBilling::ended)
                .filter(running -> subscription.pause() != PauseKind.SERVICE
                        && subscription.status() != SubscriptionStatus.INCOMPLETE
                        && !subscription.hasNeverRun())
                .orElse(null);
        List<EntitlementView> agreed = catalog.entitlements(pin.versionId());
        Map<String, Balance> balances = period == null ? Map.of() : balances(subscription, agreed, period, today);
        return new SubscriptionEntitlements(
                id,
                terms.code(),
                terms.number(),
                now,
                period != null,
                agreed.stream()
                        .map(one -> entitlement(one, period != null, balances.get(one.feature())))
                        .toList());
    }

    private static Entitlement entitlement(EntitlementView agreed, boolean running, @Nullable Balance balance) {
        boolean has = switch (agreed.kind()) {
            case BOOLEAN -> Boolean.TRUE.equals(agreed.enabled());
            case QUANTITY -> Objects.requireNonNull(agreed.quantity()).signum() > 0;
            case METERED -> balance != null && balance.remaining().signum() > 0;
        };
        return new Entitlement(
                agreed.feature(),
                agreed.name(),
                agreed.kind(),
                agreed.unit(),
                running && has,
                agreed.enabled(),
                agreed.quantity(),
                balance);
    }

    /** By the features' codes; the usage of all of them is read at once. */
    private Map<String, Balance> balances(
            Subscription subscription, List<EntitlementView> agreed, ServicePeriod period, LocalDate today) {
        List<EntitlementView> metered =
                agreed.stream().filter(one -> one.metric() != null).toList();
        Map<String, MetricView> metrics =
                catalog.metrics(metered.stream().map(EntitlementView::metric).collect(Collectors.toSet()));
        List<Span> spans = metered.stream()
                .map(one -> span(subscription, Objects.requireNonNull(one.period()), period, today))
                .toList();
        List<BigDecimal> used = metering
                .usage(IntStream.range(0, metered.size())
                        .mapToObj(i -> new UsageWindow(
                                subscription.id(),
                                subscription.customerId(),
                                Objects.requireNonNull(
                                                metrics.get(metered.get(i).metric()))
                                        .id(),
                                spans.get(i).from(),
                                spans.get(i).to()))
                        .toList())
                .stream()
                .map(usage -> usage.quantity())
                .toList();
        return IntStream.range(0, metered.size())
                .boxed()
                .collect(Collectors.toMap(
                        i -> metered.get(i).feature(),
                        i -> Balance.of(
                                Objects.requireNonNull(metered.get(i).metric()),
                                Objects.requireNonNull(metered.get(i).limit()),
                                used.get(i),
                                spans.get(i))));
    }

    private static Span span(
            Subscription subscription, EntitlementView.Period of, ServicePeriod period, LocalDate today) {
        if (of == EntitlementView.Period.BILLING_PERIOD) {
            return new Span(period.from(subscription.zone()), period.to(subscription.zone()));
        }
        Instant begin = subscription.beginOf(today.withDayOfMonth(1));
        Instant end = subscription.beginOf(today.withDayOfMonth(1).plusMonths(1));
        Instant start = subscription.startsAt();
        Instant last = subscription.endsAt();
        return new Span(begin.isBefore(start) ? start : begin, last != null && last.isBefore(end) ? last : end);
    }
}
