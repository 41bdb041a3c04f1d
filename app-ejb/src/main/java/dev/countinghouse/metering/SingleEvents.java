package dev.countinghouse.metering;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.countinghouse.tenancy.CurrentScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;

/** Takes events that come in one by one: those of a tenant that come at the same time share a transaction. */
@ApplicationScoped
class SingleEvents {

    private static final int MOST = 100;
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    @Inject
    UsageService usage;

    private final Cache<UUID, GroupCommit<UsageInput, UsageResult>> tenants =
            Caffeine.newBuilder().expireAfterAccess(REMEMBERED).build();

    /** Takes an event of the current tenant, whose caller may send it; the calling thread has no transaction. */
    UsageResult record(UsageInput input) {
        return tenants.get(CurrentScope.tenant().id(), tenant -> new GroupCommit<>(MOST, usage::recordBatch))
                .run(input);
    }
}
