package dev.countinghouse.invoicing;

import dev.countinghouse.money.MoneyView;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invoice line going out.
 *
 * @param metric code; null on lines without usage
 * @param unitAmount price of a unit in major units
 * @param amount quantity times unit amount, rounded once
 * @param tax the line's share of the invoice's tax
 * @param calculation how the amount came about
 */
public record LineView(
        UUID id,
        int position,
        String description,
        @Nullable String metric,
        @Nullable UUID chargeId,
        LinePurpose purpose,
        LocalDate periodStart,
        LocalDate periodEnd,
        BigDecimal quantity,
        BigDecimal unitAmount,
        MoneyView amount,
        BigDecimal taxPercent,
        MoneyView tax,
        Map<String, Object> calculation) {}
