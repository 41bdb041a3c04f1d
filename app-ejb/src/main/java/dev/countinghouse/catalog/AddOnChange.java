package dev.countinghouse.catalog;

import dev.countinghouse.money.Money;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of an add-on is to change; null leaves a value as it is.
 *
 * @param taxRates codes, in place of what it has
 */
public record AddOnChange(
        @Nullable String name,
        @Nullable String description,
        @Nullable Money amount,
        @Nullable List<String> taxRates,
        @Nullable Map<String, String> metadata) {}
