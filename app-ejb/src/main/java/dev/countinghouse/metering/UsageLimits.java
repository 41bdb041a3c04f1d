package dev.countinghouse.metering;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.MetricView;
import dev.countinghouse.customer.CustomerBook;
import dev.countinghouse.customer.CustomerView;
import dev.countinghouse.json.Json;
import dev.countinghouse.metering.domain.EventFilter;
import dev.countinghouse.tenancy.CurrentScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which events would exceed a hard limit. Whoever takes usage under one waits for others who do, so that no two together
 * exceed it. Tenants without hard limits pay nothing: that there are none is remembered for some seconds, so a tenant's first
 * one may be kept that much later by other replicas.
 */
@ApplicationScoped
class UsageLimits {

    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final int TENANTS_MAX = 20_000;

    private final Cache<UUID, Boolean> limited = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(TENANTS_MAX)
            .build();

    @Inject
    UsageAlertRepository alerts;

    @Inject
    UsageEventRepository events;

    @Inject
    CustomerBook customers;

    @Inject
    Catalog catalog;

    @Inject
    MonthlyUsage usage;

    /** The current tenant's alerts have changed. */
    void changed() {
        limited.invalidate(CurrentScope.tenant().id());
    }

    /**
     * Keys of events that must not be stored, with the code of the alert whose limit they would exceed. Events that are stored
     * already are not among them: they are duplicates.
     *
     * @param fresh well-formed events, one per key
     */
    Map<UsageEvent.Key, String> beyond(Collection<UsageEvent> fresh) {
        if (fresh.isEmpty() || !limited.get(CurrentScope.tenant().id(), tenant -> alerts.hasHardLimits())) {
            return Map.of();
        }
        List<UsageAlert> hard =
                alerts.watching(fresh.stream().map(UsageEvent::metricId).collect(Collectors.toSet())).stream()
                        .filter(alert -> alert.terms().hard())
                        .toList();
        Map<UUID, MetricView> metrics =
                catalog.metrics(hard.stream().map(UsageAlert::metric).collect(Collectors.toSet())).values().stream()
                        .collect(Collectors.toMap(MetricView::id, Function.identity()));
        List<UsageEvent> bounded = fresh.stream()
                .filter(event -> hard.stream().anyMatch(alert -> alert.isOf(event.customerId(), event.metricId())))
                .filter(event -> counts(event, Objects.requireNonNull(metrics.get(event.metricId()))))
                .sorted(Comparator.comparing(UsageEvent::occurredAt).thenComparing(UsageEvent::key))
                .toList();
        return bounded.isEmpty() ? Map.of() : beyond(hard, bounded);
    }

    /** Whether the event is usage of its metric at all. */
    private static boolean counts(UsageEvent event, MetricView metric) {
        if (metric.filter().isEmpty()) {
            return true;
        }
        Map<String, String> texts = new HashMap<>();
        Json.readObject(event.properties())
                .forEach((name, value) -> texts.put(
                        name, value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value)));
        return new EventFilter(metric.filter()).holds(texts);
    }

    private Map<UsageEvent.Key, String> beyond(List<UsageAlert> hard, List<UsageEvent> bounded) {
        Map<UsageEvent, UsageMonth> months = months(bounded);
        List<UsageMonth> asked = months.values().stream().distinct().toList();
        alerts.lock(asked);
        Set<UsageEvent.Key> stored =
                events.find(bounded.stream().map(UsageEvent::key).toList()).keySet();
        Map<UsageMonth, BigDecimal> used = usage.of(asked);
        Map<UsageEvent.Key, String> beyond = new HashMap<>();
        for (UsageEvent event : bounded) {
            if (!stored.contains(event.key())) {
                UsageMonth month = Objects.requireNonNull(months.get(event));
                BigDecimal with = Objects.requireNonNull(used.get(month)).add(event.quantity());
                String exceeded = exceeded(hard, month, with, event.quantity());
                if (exceeded == null) {
                    used.put(month, with);
                } else {
                    beyond.put(event.key(), exceeded);
                }
            }
        }
        return beyond;
    }

    /** Code of an alert whose limit the usage exceeds; an event of nothing exceeds none. */
    private static @Nullable String exceeded(
            List<UsageAlert> hard, UsageMonth month, BigDecimal with, BigDecimal more) {
        return hard.stream()
                .filter(alert -> more.signum() > 0 && alert.isOf(month.customerId(), month.metricId()))
                .filter(alert ->
                        with.compareTo(Objects.requireNonNull(alert.terms().limit())) > 0)
                .map(UsageAlert::code)
                .findFirst()
                .orElse(null);
    }

    private Map<UsageEvent, UsageMonth> months(List<UsageEvent> bounded) {
        Map<UUID, CustomerView> named =
                customers.byId(bounded.stream().map(UsageEvent::customerId).collect(Collectors.toSet()));
        Map<UsageEvent, UsageMonth> months = new HashMap<>();
        bounded.forEach(event -> months.put(
                event,
                UsageMonth.at(
                        event.customerId(),
                        event.metricId(),
                        event.occurredAt(),
                        ZoneId.of(Objects.requireNonNull(named.get(event.customerId()))
                                .timeZone()))));
        return months;
    }
}
