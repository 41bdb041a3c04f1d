package dev.countinghouse.payments;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tenant's own account at Stripe. One method is one transaction; {@link StripeConnectionService} asks Stripe before. */
@Stateless
public class StripeAccountService {

    @Inject
    GatewayAccountRepository accounts;

    @Inject
    PaymentAttemptRepository attempts;

    @Inject
    RefundRepository refunds;

    @Inject
    PaymentLinkRepository links;

    @Inject
    WorkSchedule schedule;

    @Inject
    Audit audit;

    @Inject
    BusinessClock businessClock;

    @Inject
    @RealTime
    Clock clock;

    /** @throws BillingException NOT_FOUND when none is connected */
    @RolesAllowed(Permission.TENANT_READ)
    public StripeAccountView get() {
        return accounts.view().orElseThrow(StripeAccountService::none);
    }

    /**
     * Refuses what could not be connected, before Stripe is asked.
     *
     * @throws BillingException when keys are for different modes, or would move real money of a tenant that is none
     */
    @RolesAllowed(Permission.TENANT_WRITE)
    public void check(StripeKeys keys) {
        if (!keys.agree()) {
            throw BillingException.invalid(
                    "publishable_key", "mode_mismatch", "must be for the same mode, live or test, as secret_key");
        }
        if (keys.livemode() && !accounts.mayBeLive()) {
            throw BillingException.invalid(
                    "secret_key",
                    "live_not_allowed",
                    "must be a test key: no real money moves in a sandbox, on a test clock, or by a server that does not talk to"
                            + " Stripe itself");
        }
    }

    /**
     * Connects an account that has been asked about, or changes how.
     *
     * @param account as Stripe says the secret key's is called
     * @param version as last read; null to change whatever is there
     * @throws BillingException PAYMENT_IN_PROGRESS when it would be another account while attempts through the one before are not over
     */
    @RolesAllowed(Permission.TENANT_WRITE)
    public StripeAccountView connect(String account, StripeKeys keys, @Nullable Integer version) {
        check(keys);
        Optional<StripeAccountView> before = accounts.lock();
        if (version != null
                && before.map(StripeAccountView::version)
                        .filter(version::equals)
                        .isEmpty()) {
            throw new BillingException(ProblemType.PRECONDITION_FAILED, "Read it again, then change it");
        }
        Instant now = clock.instant();
        if (before.isEmpty()) {
            if (!accounts.insert(account, keys, now)) {
                throw new BillingException(ProblemType.CONCURRENT_CHANGE, "Somebody else connected one right now");
            }
        } else {
            boolean same =
                    before.get().account().equals(account) && before.get().livemode() == keys.livemode();
            if (!same) {
                requireNothingOpen(before.get());
            }
            accounts.update(account, keys, now);
        }
        schedule.at(WorkKind.PAYMENT_COLLECTION, now); // what waited for a key that works
        StripeAccountView after = get();
        audit.record("payment_gateway.connect", "stripe", before.orElse(null), after);
        return after;
    }

    /**
     * Forgets the account and its keys. What customers can be charged by there stays, and is of use when it is connected again.
     *
     * @throws BillingException NOT_FOUND; PAYMENT_IN_PROGRESS while attempts are not over
     */
    @RolesAllowed(Permission.TENANT_WRITE)
    public void disconnect() {
        StripeAccountView before = accounts.lock().orElseThrow(StripeAccountService::none);
        requireNothingOpen(before);
        accounts.delete();
        audit.record("payment_gateway.disconnect", "stripe", before, null);
    }

    /**
     * Charges through the account again, which is held since other books were put in place: somebody has compared them with what Stripe
     * received.
     *
     * @throws BillingException NOT_FOUND when none is connected
     */
    @RolesAllowed(Permission.TENANT_WRITE)
    public StripeAccountView release() {
        schedule.at(
                WorkKind.PAYMENT_REMINDERS,
                businessClock.instant()); // campaigns have waited, too; first, as whoever finalizes
        StripeAccountView before = accounts.lock().orElseThrow(StripeAccountService::none);
        accounts.release();
        schedule.at(WorkKind.PAYMENT_COLLECTION, clock.instant());
        StripeAccountView after = get();
        audit.record("payment_gateway.release", "stripe", before, after);
        return after;
    }

    private void requireNothingOpen(StripeAccountView account) {
        String of = GatewayAccount.of(account.account(), account.livemode());
        if (attempts.isAnyOpen(of) || refunds.isAnyOpen(of) || links.isAnyOpen(of)) {
            throw new BillingException(
                    ProblemType.PAYMENT_IN_PROGRESS,
                    "What became of some attempts, refunds or payment links can only be asked with the key of now");
        }
    }

    private static BillingException none() {
        return new BillingException(ProblemType.NOT_FOUND, "The tenant has no account at Stripe connected");
    }
}
