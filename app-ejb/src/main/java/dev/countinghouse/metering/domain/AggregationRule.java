package dev.countinghouse.metering.domain;

import dev.countinghouse.money.Fraction;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How the events of a period become one quantity. No events are a quantity of zero. The weighted sum, which needs the
 * period itself, is {@link WeightedSum}. Source: docs/BILLING.md, usage.
 */
public enum AggregationRule {
    /** How many events. */
    COUNT {
        @Override
        public Fraction of(List<Sample> events) {
            return Fraction.of(events.size());
        }

        @Override
        public Fraction of(GroupedUsage usage) {
            return Fraction.of(usage.total().events());
        }
    },
    /** The sum of their values. */
    SUM {
        @Override
        public Fraction of(List<Sample> events) {
            return Fraction.of(sum(events));
        }

        @Override
        public Fraction of(GroupedUsage usage) {
            return Fraction.of(usage.total().sum());
        }
    },
    /** The lowest of their values. */
    MIN {
        @Override
        public Fraction of(List<Sample> events) {
            return best(events, BigDecimal::min);
        }

        @Override
        public Fraction of(GroupedUsage usage) {
            return known(usage.total().lowest());
        }
    },
    /** The highest of their values. */
    MAX {
        @Override
        public Fraction of(List<Sample> events) {
            return best(events, BigDecimal::max);
        }

        @Override
        public Fraction of(GroupedUsage usage) {
            return known(usage.total().highest());
        }
    },
    /** The sum of their values over their number, exact. */
    AVERAGE {
        @Override
        public Fraction of(List<Sample> events) {
            return events.isEmpty() ? Fraction.ZERO : Fraction.of(sum(events)).dividedBy(Fraction.of(events.size()));
        }

        @Override
        public Fraction of(GroupedUsage usage) {
            UsageTotals total = usage.total();
            return total.events() == 0
                    ? Fraction.ZERO
                    : Fraction.of(total.sum()).dividedBy(Fraction.of(total.events()));
        }
    },
    /** The value of the last one in time; of those at the same instant, the one recorded last. */
    LATEST {
        @Override
        public Fraction of(List<Sample> events) {
            return events.stream()
                    .max(Sample.IN_TIME)
                    .map(last -> Fraction.of(last.value()))
                    .orElse(Fraction.ZERO);
        }

        @Override
        public Fraction of(GroupedUsage usage) {
            UsageTotals.Last last = usage.total().last();
            return last == null ? Fraction.ZERO : Fraction.of(last.value());
        }
    },
    /** How many different keys. */
    UNIQUE_COUNT {
        @Override
        public Fraction of(List<Sample> events) {
            return Fraction.of(events.stream().map(Sample::key).distinct().count());
        }

        @Override
        public Fraction of(GroupedUsage usage) {
            return Fraction.of(usage.uniqueKeys());
        }
    };

    /** The exact quantity of a period's events, in any order. */
    public abstract Fraction of(List<Sample> events);

    /** The same from what is kept of the events. */
    public abstract Fraction of(GroupedUsage usage);

    private static Fraction known(@Nullable BigDecimal value) {
        return value == null ? Fraction.ZERO : Fraction.of(value);
    }

    private static BigDecimal sum(Collection<Sample> events) {
        return events.stream().map(Sample::value).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Fraction best(Collection<Sample> events, BinaryOperator<BigDecimal> better) {
        return events.stream()
                .map(Sample::value)
                .reduce(better)
                .map(Fraction::of)
                .orElse(Fraction.ZERO);
    }
}
