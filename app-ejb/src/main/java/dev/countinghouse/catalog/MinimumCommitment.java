package dev.countinghouse.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a period of a plan costs at least, all of its charges together.
 *
 * @param amount of a whole period, in major units of the plan's currency, before tax; a plan that has one has it above zero
 * @param taxRates codes of tax rates on what fills it up, in place of the plan's; empty: the plan's
 * @param amounts the same as the amount, in further currencies of the plan
 */
public record MinimumCommitment(
        BigDecimal amount,
        List<String> taxRates,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, BigDecimal> amounts) {

    @SuppressWarnings("NullAway") // a stored commitment may be older than a field
    public MinimumCommitment {
        taxRates = List.copyOf(taxRates);
        amounts = amounts == null ? Map.of() : Map.copyOf(amounts);
    }

    /** None where the amount is zero. */
    static @Nullable MinimumCommitment orNone(@Nullable MinimumCommitment wanted) {
        return wanted == null || wanted.amount().signum() == 0 ? null : wanted;
    }

    /** The same in its own currency alone. */
    MinimumCommitment alone() {
        return new MinimumCommitment(amount, taxRates, Map.of());
    }

    /** The same in a further currency, and in no other. */
    MinimumCommitment in(String currency) {
        return new MinimumCommitment(Objects.requireNonNull(amounts.get(currency)), taxRates, Map.of());
    }
}
