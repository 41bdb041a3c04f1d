package dev.countinghouse.metering;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.TenantLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Which events are more than a tier that is hard about its events allows in a month. A replica asks how many there are once a
 * second and knows what it takes itself meanwhile, so a limit is exceeded by what is under way when it asks and by what other
 * replicas take within that second, and nobody waits for anybody. Place for what was rolled back is free as late. Tenants of other tiers pay nothing.
 */
@ApplicationScoped
class TierQuota {

    private static final Duration REMEMBERED = Duration.ofSeconds(1);
    private static final int TENANTS_MAX = 20_000;

    private final Cache<UUID, AtomicLong> taken = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(TENANTS_MAX)
            .build();

    @Inject
    TierUsage usage;

    @Inject
    UsageEventRepository events;

    /**
     * Keys of events that must not be stored; place is kept for the others until {@link #giveBack}. Events that are stored
     * already are not among them: they are duplicates.
     *
     * @param fresh well-formed events, one per key
     */
    Set<UsageEvent.Key> beyond(Collection<UsageEvent> fresh) {
        TenantLimits limits = CurrentScope.tenant().limits();
        if (fresh.isEmpty() || !limits.refusesMoreUsage()) {
            return Set.of();
        }
        long limit = limits.usageEventsPerMonth();
        AtomicLong there = taken.get(CurrentScope.tenant().id(), tenant -> new AtomicLong(usage.in(usage.month())));
        if (places(there, limit, fresh.size(), fresh.size()) == fresh.size()) {
            return Set.of();
        }
        Set<UsageEvent.Key> keys = new LinkedHashSet<>();
        fresh.forEach(event -> keys.add(event.key()));
        keys.removeAll(events.find(keys).keySet());
        long places = places(there, limit, keys.size(), 0);
        there.addAndGet(fresh.size() - keys.size()); // of duplicates, which are given back
        return keys.stream().skip(places).collect(Collectors.toSet());
    }

    /** Takes so many places as there are; none when they are fewer than the least. */
    private static long places(AtomicLong there, long limit, long wanted, long least) {
        long before = there.getAndUpdate(now -> now + granted(limit - now, wanted, least));
        return granted(limit - before, wanted, least);
    }

    private static long granted(long free, long wanted, long least) {
        long granted = Math.clamp(free, 0, wanted);
        return granted < least ? 0 : granted;
    }

    /** So many events that place was kept for were there already. */
    void giveBack(int places) {
        AtomicLong there = taken.getIfPresent(CurrentScope.tenant().id());
        if (there != null && places > 0) {
            there.addAndGet(-places);
        }
    }
}
