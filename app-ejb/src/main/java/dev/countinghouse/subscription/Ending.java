package dev.countinghouse.subscription;

import dev.countinghouse.subscription.Cancellation.FinalUsage;
import dev.countinghouse.subscription.Cancellation.UnusedDays;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a subscription is told to end, and what becomes of what is left then. What is not said anew stays as it was said. Source:
 * docs/BILLING.md, the end of a subscription.
 */
@Embeddable
class Ending {

    @Column(name = "canceled_at")
    private @Nullable Instant canceledAt;

    @Column(name = "cancel_reason")
    private @Nullable String cancelReason;

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

    void tell(Cancellation cancellation, Instant now) {
        canceledAt = now;
        cancelReason = cancellation.reason();
        UnusedDays unused = cancellation.unused();
        if (unused != null) {
            creditsUnused = unused == UnusedDays.CREDITED;
            refundsUnused = unused == UnusedDays.REFUNDED;
        }
        FinalUsage usage = cancellation.finalUsage();
        if (usage != null) {
            skipsFinalUsage = usage == FinalUsage.SKIPPED;
        }
    }

    /** Credit notes gave back what there was to give back. */
    void refunded(Instant at) {
        unusedRefundedAt = at;
    }

    @Nullable
    Instant canceledAt() {
        return canceledAt;
    }

    @Nullable
    String cancelReason() {
        return cancelReason;
    }

    boolean creditsUnused() {
        return creditsUnused;
    }

    boolean skipsFinalUsage() {
        return skipsFinalUsage;
    }

    /** Null when it was not told to end. */
    @Nullable
    UnusedDays unusedDays() {
        if (canceledAt == null) {
            return null;
        }
        UnusedDays inInvoice = creditsUnused ? UnusedDays.CREDITED : UnusedDays.KEPT;
        return refundsUnused ? UnusedDays.REFUNDED : inInvoice;
    }

    /** Null when it was not told to end. */
    @Nullable
    FinalUsage finalUsage() {
        if (canceledAt == null) {
            return null;
        }
        return skipsFinalUsage ? FinalUsage.SKIPPED : FinalUsage.BILLED;
    }
}
