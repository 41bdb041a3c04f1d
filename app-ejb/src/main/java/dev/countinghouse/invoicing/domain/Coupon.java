package dev.countinghouse.invoicing.domain;

import dev.countinghouse.money.Money;
import dev.countinghouse.money.Percent;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;

/**
 * A coupon as it stands when an invoice is made.
 *
 * @param scope what it is limited to: decides its turn
 * @param appliedAt when the customer got it: the oldest of a scope comes first
 * @param discount what it takes off
 * @param lines indices of the lines it may be taken off; empty: all of them
 */
public record Coupon(Scope scope, Instant appliedAt, Discount discount, Set<Integer> lines) {

    /** Whose turn it is: what is limited most goes first. */
    public static final Comparator<Coupon> ORDER =
            Comparator.comparing(Coupon::scope).thenComparing(Coupon::appliedAt);

    /** What a coupon is limited to, in the order of their turns. */
    public enum Scope {
        METRIC,
        PLAN,
        GENERAL
    }

    /** What a coupon takes off. */
    public sealed interface Discount {

        /** An amount, as long as it lasts: what an invoice does not use up is left for the next. */
        record Amount(Money left) implements Discount {

            public Amount {
                if (left.signum() < 0) {
                    throw new IllegalArgumentException("a coupon of " + left);
                }
            }
        }

        /** A share of what is left after the coupons before it; at most all of it. */
        record Rate(Percent percent) implements Discount {}
    }

    public Coupon {
        lines = Set.copyOf(lines);
    }

    /** Whether it may be taken off a line. */
    boolean isFor(int line) {
        return lines.isEmpty() || lines.contains(line);
    }
}
