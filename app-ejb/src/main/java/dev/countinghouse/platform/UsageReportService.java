package dev.countinghouse.platform;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.metering.TierUsage;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the current tenant used: for itself, and for the platform that made it and has a key of it. */
@Stateless
public class UsageReportService {

    @Inject
    UsageReportRepository books;

    @Inject
    TenantRepository tenants;

    @Inject
    ProvisioningRepository provisionings;

    @Inject
    TierUsage received;

    @Inject
    BusinessClock clock;

    /** @param month null for the one of the tenant's clock */
    @RolesAllowed(Permission.TENANT_READ)
    public UsageReportView report(@Nullable YearMonth month) {
        YearMonth asked = month == null ? YearMonth.from(clock.instant().atZone(ZoneOffset.UTC)) : month;
        UsageReportRepository.Counts counts = books.counts(begin(asked), begin(asked.plusMonths(1)));
        TenantView tenant = tenants.current();
        Optional<ProvisioningRepository.Own> place = provisionings.own();
        return new UsageReportView(
                tenant.id(),
                tenant.slug(),
                place.map(ProvisioningRepository.Own::externalPlatformId).orElse(null),
                place.map(ProvisioningRepository.Own::externalStoreId).orElse(null),
                asked.atDay(1),
                asked.plusMonths(1).atDay(1),
                books.plan(),
                counts.usageEvents(),
                received.in(asked),
                counts.invoices(),
                counts.customers(),
                counts.activeSubscriptions(),
                counts.members(),
                tenant.storage(),
                tenant.limits());
    }

    private static Instant begin(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
