package dev.countinghouse.invoicing;

import dev.countinghouse.money.Money;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line about to be written.
 *
 * @param metric code, for usage; null on lines without usage
 * @param sequence tells lines of one charge and period apart
 * @param quantity units; for a prorated fee the share of them
 * @param preciseAmount exact, before the one rounding
 * @param amount rounded HALF_UP to the currency's minor unit
 * @param calculation how it came about, in full
 */
record LineDraft(
        UUID itemId,
        UUID chargeId,
        @Nullable String metric,
        String description,
        LinePurpose purpose,
        int sequence,
        ServicePeriod period,
        BigDecimal quantity,
        BigDecimal unitAmount,
        BigDecimal preciseAmount,
        Money amount,
        Map<String, @Nullable Object> calculation) {}
