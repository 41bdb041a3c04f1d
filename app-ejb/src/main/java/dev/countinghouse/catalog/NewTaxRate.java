package dev.countinghouse.catalog;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tax rate to be made.
 *
 * @param percent 0 to 100, up to 6 decimals
 */
public record NewTaxRate(
        @Nullable String externalId,
        String code,
        String name,
        BigDecimal percent,
        @Nullable Map<String, String> metadata) {}
