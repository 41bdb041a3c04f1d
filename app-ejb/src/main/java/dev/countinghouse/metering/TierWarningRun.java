package dev.countinghouse.metering;

import dev.countinghouse.mail.Mail;
import dev.countinghouse.mail.Mails;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Tenant;
import dev.countinghouse.tenancy.TenantLimits;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Tells that a tenant has sent 80 or 100 % of the usage events that its tier allows in a month, or the tier's own percentage:
 * each once a month, as an event and by mail to the tenant's owners. Called by the timer of the roll-up, as a tenant.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class TierWarningRun {

    private static final int ALMOST = 80;
    private static final int ALL = 100;

    @Inject
    TierUsage usage;

    @Inject
    TierUsageRepository counts;

    @Inject
    Outbox outbox;

    @Inject
    Mails mails;

    /** Counts what has come in, and looks whether it has reached anything. */
    public void look() {
        usage.count();
        Tenant tenant = CurrentScope.tenant();
        long limit = tenant.limits().usageEventsPerMonth();
        if (limit == 0) {
            return;
        }
        YearMonth month = usage.month();
        long used = usage.in(month);
        for (int percent : percentages(tenant.limits())) {
            if (used * ALL >= limit * percent && counts.tell(month, percent)) {
                tell(tenant, month, percent, used);
            }
        }
    }

    private static List<Integer> percentages(TenantLimits limits) {
        return Stream.of(limits.usageEventsWarningPercent(), ALMOST, ALL)
                .filter(percent -> percent > 0)
                .distinct()
                .sorted()
                .toList();
    }

    private void tell(Tenant tenant, YearMonth month, int percent, long used) {
        TenantLimits limits = tenant.limits();
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("limit_name", TenantLimits.USAGE_EVENTS);
        payload.put("month", month.toString());
        payload.put("percent", percent);
        payload.put("used", used);
        payload.put("limit", limits.usageEventsPerMonth());
        payload.put("hard", limits.refusesMoreUsage());
        outbox.add("tenant.limit_reached", tenant.id(), payload);
        String text = """
                %s has sent %d usage events in %s (UTC). Its tier allows %d a month%s; this is sent once a month at %d %%.

                The count begins anew on the 1st, 00:00 UTC. Ask the operator of the platform for more.
                """.formatted(
                        tenant.slug(),
                        used,
                        month,
                        limits.usageEventsPerMonth(),
                        limits.refusesMoreUsage() ? " and refuses more" : "",
                        percent);
        String subject = "%s has used %d %% of its usage events".formatted(tenant.slug(), percent);
        for (TierUsageRepository.Owner owner : counts.owners()) {
            mails.send(new Mail(owner.email(), subject, text), tenant.id(), owner.userId());
        }
    }
}
