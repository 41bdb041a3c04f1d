package dev.countinghouse.platform;

import dev.countinghouse.money.MoneyView;
import dev.countinghouse.tenancy.TenantLimits;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A tier going out.
 *
 * @param price what it costs
 * @param limits what the tier itself says; what is left out there has its default
 * @param effectiveLimits what holds for its tenants, defaults included
 * @param tenants that are on it, erased ones left out
 */
public record TierView(
        UUID id,
        String code,
        String name,
        MoneyView price,
        Map<String, Object> limits,
        TenantLimits effectiveLimits,
        long tenants,
        int version,
        Instant createdAt) {}
