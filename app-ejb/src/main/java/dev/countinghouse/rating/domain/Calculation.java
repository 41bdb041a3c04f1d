package dev.countinghouse.rating.domain;

import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How an amount came about, in full: the rule, what went in, the steps it was made of, and what came out. A tree, so that
 * whoever asks can be shown as much as he wants, and so that it can be done again.
 *
 * @param rule the rule that was followed
 * @param inputs what went in, by name, in the order the rule reads them; amounts in major units
 * @param steps what it was made of, in order; empty when it needs no further explanation
 * @param amount what came out: exact, or to 34 digits where a division went before
 */
public record Calculation(Rule rule, Map<String, BigDecimal> inputs, List<Calculation> steps, BigDecimal amount) {

    public Calculation {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        steps = List.copyOf(steps);
    }

    /** Begins a calculation by a rule. */
    public static Builder of(Rule rule) {
        return new Builder(rule);
    }

    /**
     * This calculation with its one rounding on top: HALF_UP to the currency's minor unit.
     *
     * @param exact the amount where {@link #amount} holds only 34 digits of it
     */
    public Calculation rounded(Fraction exact, Money rounded) {
        return of(Rule.ROUNDING)
                .with("digits", BigDecimal.valueOf(rounded.currency().getDefaultFractionDigits()))
                .with("exact", exact.toDecimal())
                .step(this)
                .gives(rounded.toDecimal());
    }

    /** Collects what went into a calculation. */
    public static final class Builder {

        private final Rule rule;
        private final Map<String, BigDecimal> inputs = new LinkedHashMap<>();
        private final List<Calculation> steps = new ArrayList<>();

        private Builder(Rule rule) {
            this.rule = rule;
        }

        /** Something that went in. */
        public Builder with(String name, BigDecimal value) {
            inputs.put(name, value);
            return this;
        }

        /** Something that was done on the way. */
        public Builder step(Calculation step) {
            steps.add(step);
            return this;
        }

        /** What came out. */
        public Calculation gives(BigDecimal amount) {
            return new Calculation(rule, inputs, steps, amount);
        }
    }
}
