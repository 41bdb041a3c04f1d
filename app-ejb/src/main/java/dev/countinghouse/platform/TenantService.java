package dev.countinghouse.platform;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.identity.SecondFactorPolicy;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.GracePeriodChanged;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The current tenant: its settings and its clock. */
@Stateless
public class TenantService {

    private static final Duration LEAP_MAX = Duration.ofDays(20 * 366L);

    @Inject
    TenantRepository tenants;

    @Inject
    BusinessClock clock;

    @Inject
    WorkSchedule schedule;

    @Inject
    SecondFactorPolicy factors;

    @Inject
    Event<GracePeriodChanged> graceChanged;

    @Inject
    Audit audit;

    @RolesAllowed(Permission.TENANT_READ)
    public TenantView get() {
        return tenants.current();
    }

    /**
     * Changes settings. What was billed or agreed before stays as it is.
     *
     * @param version as last read; null to change whatever is there
     */
    @RolesAllowed(Permission.TENANT_WRITE)
    public TenantView change(TenantChange change, @Nullable Integer version) {
        TenantView before = tenants.current();
        List<String> roles = change.mfaRequiredFor();
        if (roles != null) {
            factors.check("mfa_required_for", roles);
        }
        if (change.branding() != null) {
            Logo.check("branding.logo", change.branding().logo());
        }
        if (Integer.valueOf(1).equals(change.usageRetentionMonths())) {
            throw BillingException.invalid("usage_retention_months", "out_of_range", "must be 0, or from 2 to 240");
        }
        if (change.seller() != null) {
            change.seller().requireSound();
        }
        if (!tenants.change(change, version)) {
            throw new BillingException(ProblemType.PRECONDITION_FAILED, "Read it again, then change it");
        }
        if (roles != null) {
            tenants.requireFactor(
                    roles.stream().distinct().sorted().toList(),
                    !before.mfaRequiredFor().containsAll(roles));
        }
        TenantView after = tenants.current();
        if (after.usageRetentionMonths() != before.usageRetentionMonths()) {
            schedule.at(WorkKind.USAGE_RETENTION, clock.instant());
        }
        if (change.gracePeriodDays() != null) { // not by comparing: another change may have come in between
            graceChanged.fire(new GracePeriodChanged(null));
        }
        audit.recordOfTenant("tenant.update", before, after);
        return after;
    }

    @RolesAllowed(Permission.TENANT_READ)
    public ClockView clock() {
        return new ClockView(clock.isTest() ? "test" : "live", clock.instant(), schedule.isSettled());
    }

    /**
     * Puts the tenant on a test clock, for good: books of real and of played time must not mix.
     *
     * @throws BillingException CLOCK_NOT_ALLOWED when it is on one already, has invoices, or an account that moves real money
     */
    @RolesAllowed(Permission.TENANT_WRITE)
    public ClockView startTestClock(Instant now) {
        if (clock.isTest() || tenants.hasInvoices()) {
            throw new BillingException(
                    ProblemType.CLOCK_NOT_ALLOWED, "A test clock can be started once, before the first invoice");
        }
        if (tenants.isLiveAtGateway()) {
            throw new BillingException(
                    ProblemType.CLOCK_NOT_ALLOWED, "Disconnect the account that moves real money first");
        }
        audit.recordOfTenant("tenant.start_clock", null, Map.of("now", now));
        return move(now);
    }

    /**
     * Advances the test clock. What falls due by it is enqueued in the same transaction; {@code settled} tells when it is
     * done.
     *
     * @throws BillingException when there is no test clock, or it would go back, or leap more than 20 years
     */
    @RolesAllowed(Permission.TENANT_WRITE)
    public ClockView advance(Instant to) {
        if (!clock.isTest()) {
            throw new BillingException(ProblemType.CLOCK_NOT_ALLOWED, "The tenant lives in real time");
        }
        Instant now = clock.instant();
        if (to.isBefore(now)) {
            throw new BillingException(ProblemType.CLOCK_BACKWARDS, "The clock shows " + now);
        }
        if (Duration.between(now, to).compareTo(LEAP_MAX) > 0) {
            throw BillingException.invalid("to", "too_far", "is more than 20 years ahead of the clock");
        }
        audit.recordOfTenant("tenant.advance_clock", Map.of("now", now), Map.of("now", to));
        return move(to);
    }

    private ClockView move(Instant to) {
        tenants.setTestClock(to);
        schedule.businessClock(to);
        return new ClockView("test", to, schedule.isSettled());
    }
}
