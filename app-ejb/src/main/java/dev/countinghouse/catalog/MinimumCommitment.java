package dev.countinghouse.catalog;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a period of a plan costs at least, all of its charges together.
 *
 * @param amount of a whole period, in major units of the plan's currency, before tax; a plan that has one has it above zero
 * @param taxRates codes of tax rates on what fills it up, in place of the plan's; empty: the plan's
 */
public record MinimumCommitment(BigDecimal amount, List<String> taxRates) {

    public MinimumCommitment {
        taxRates = List.copyOf(taxRates);
    }

    /** None where the amount is zero. */
    static @Nullable MinimumCommitment orNone(@Nullable MinimumCommitment wanted) {
        return wanted == null || wanted.amount().signum() == 0 ? null : wanted;
    }
}
