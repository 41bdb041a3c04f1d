package dev.countinghouse.invoicing;

import dev.countinghouse.money.Money;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A credit note that is wanted.
 *
 * @param lines what is to be credited; null for all that is left of the invoice
 * @param toBalance whether all that goes back to the customer goes to his credit balance; else what came from there alone
 * @param refundReference of what was paid back by hand; null when nothing goes back so
 */
public record NewCreditNote(
        UUID invoiceId,
        @Nullable List<Line> lines,
        String reason,
        boolean toBalance,
        @Nullable String refundReference) {

    /**
     * Of one line.
     *
     * @param amount before tax, above zero; null for all that is left of it
     */
    public record Line(UUID lineId, @Nullable Money amount) {}
}
