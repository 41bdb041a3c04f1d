package dev.countinghouse.wallet.domain;

import dev.countinghouse.money.Money;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Credit that was put into a wallet and is not used up.
 *
 * @param priority of its wallet: lower is used first
 * @param expiresAt the instant it is gone; null: never
 * @param granted whether it was given, not bought
 * @param madeAt when it was put in
 * @param left what is left of it, zero or more
 */
public record TopUp(int priority, @Nullable Instant expiresAt, boolean granted, Instant madeAt, Money left) {

    /** Which is used first: by priority, what expires sooner, what was granted, what is older. */
    public static final Comparator<TopUp> ORDER = Comparator.comparingInt(TopUp::priority)
            .thenComparing(TopUp::expiresOrNever)
            .thenComparing(topUp -> !topUp.granted())
            .thenComparing(TopUp::madeAt);

    public TopUp {
        if (left.signum() < 0) {
            throw new IllegalArgumentException("a top-up with " + left + " left");
        }
    }

    /** Whether it is gone at an instant: from its expiry on. */
    public boolean isExpired(Instant at) {
        return expiresAt != null && !at.isBefore(expiresAt);
    }

    private Instant expiresOrNever() {
        return expiresAt == null ? Instant.MAX : expiresAt;
    }
}
