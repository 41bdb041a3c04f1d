package dev.countinghouse.catalog;

import dev.countinghouse.money.Money;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An add-on to be made.
 *
 * @param amount zero or more
 * @param taxRates codes
 */
public record NewAddOn(
        @Nullable String externalId,
        String code,
        String name,
        @Nullable String description,
        Money amount,
        List<String> taxRates,
        @Nullable Map<String, String> metadata) {}
