package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.money.Money;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line about to be written.
 *
 * @param itemId of a subscription; null on a line that somebody wrote by hand
 * @param chargeId null on what fills the plan's commitment up: it is of all charges; and on a line that somebody wrote by hand
 * @param metric code, for usage; null on lines without usage
 * @param bucket of the usage, by filter and pricing group; empty where it is not divided
 * @param sequence tells lines of one charge and period apart
 * @param quantity units; for a prorated fee the share of them
 * @param preciseAmount exact, before the one rounding
 * @param amount rounded HALF_UP to the currency's minor unit
 * @param taxes on it, each on the net amount; empty for none
 * @param calculation how it came about, in full
 */
record LineDraft(
        @Nullable UUID itemId,
        @Nullable UUID chargeId,
        @Nullable String metric,
        String description,
        LinePurpose purpose,
        String bucket,
        int sequence,
        ServicePeriod period,
        BigDecimal quantity,
        BigDecimal unitAmount,
        BigDecimal preciseAmount,
        Money amount,
        List<TaxRateView> taxes,
        Map<String, @Nullable Object> calculation) {

    LineDraft {
        taxes = List.copyOf(taxes);
    }

    private static final int DESCRIPTION_LENGTH_MAX = 500;

    /** The same that says whose it is, as far as there is room for it. */
    LineDraft of(String whose) {
        String named = description + " · " + whose;
        return new LineDraft(
                itemId,
                chargeId,
                metric,
                named.codePointCount(0, named.length()) > DESCRIPTION_LENGTH_MAX
                        ? named.substring(0, named.offsetByCodePoints(0, DESCRIPTION_LENGTH_MAX))
                        : named,
                purpose,
                bucket,
                sequence,
                period,
                quantity,
                unitAmount,
                preciseAmount,
                amount,
                taxes,
                calculation);
    }

    /** The same with other taxes on it. */
    LineDraft taxed(List<TaxRateView> others) {
        return taxes.equals(others)
                ? this
                : new LineDraft(
                        itemId,
                        chargeId,
                        metric,
                        description,
                        purpose,
                        bucket,
                        sequence,
                        period,
                        quantity,
                        unitAmount,
                        preciseAmount,
                        amount,
                        others,
                        calculation);
    }

    /** Percent of all its taxes together. */
    BigDecimal taxPercent() {
        return taxes.stream().map(TaxRateView::percent).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
