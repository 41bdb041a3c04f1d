package dev.countinghouse.catalog;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tax rate to be made.
 *
 * @param percent 0 to 100, up to 6 decimals
 * @param country whose consumers pay it to a seller in another country of the Union, ISO 3166-1 alpha-2; null: no country's in particular
 */
public record NewTaxRate(
        @Nullable String externalId,
        String code,
        String name,
        BigDecimal percent,
        @Nullable String country,
        @Nullable Map<String, String> metadata) {}
