package dev.countinghouse.subscription;

import dev.countinghouse.subscription.Cancellation.FinalUsage;
import dev.countinghouse.subscription.Cancellation.UnusedDays;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of what is left when a subscription that is canceled ends. Source: docs/BILLING.md, the end of a subscription. */
@Embeddable
class Leftovers {

    /** Whether what is paid for days after its end is given back by its last invoice. */
    @Column(name = "credits_unused", nullable = false)
    private boolean creditsUnused;

    /** Whether it is given back by credit notes instead. */
    @Column(name = "refunds_unused", nullable = false)
    private boolean refundsUnused;

    /** When that was done, by the tenant's clock. */
    @Column(name = "unused_refunded_at")
    private @Nullable Instant unusedRefundedAt;

    /** Whether usage that is not billed when it ends stays so. */
    @Column(name = "skips_final_usage", nullable = false)
    private boolean skipsFinalUsage;

    /** What is not said anew stays as it was said. */
    void say(@Nullable UnusedDays unused, @Nullable FinalUsage finalUsage) {
        if (unused != null) {
            creditsUnused = unused == UnusedDays.CREDITED;
            refundsUnused = unused == UnusedDays.REFUNDED;
        }
        if (finalUsage != null) {
            skipsFinalUsage = finalUsage == FinalUsage.SKIPPED;
        }
    }

    /** Credit notes gave back what there was to give back. */
    void refunded(Instant at) {
        unusedRefundedAt = at;
    }

    boolean creditsUnused() {
        return creditsUnused;
    }

    boolean skipsFinalUsage() {
        return skipsFinalUsage;
    }

    /** Whether credit notes are to give back what nobody has given back yet. */
    boolean isToRefund() {
        return refundsUnused && unusedRefundedAt == null;
    }

    UnusedDays unusedDays() {
        if (refundsUnused) {
            return UnusedDays.REFUNDED;
        }
        return creditsUnused ? UnusedDays.CREDITED : UnusedDays.KEPT;
    }

    FinalUsage finalUsage() {
        return skipsFinalUsage ? FinalUsage.SKIPPED : FinalUsage.BILLED;
    }
}
