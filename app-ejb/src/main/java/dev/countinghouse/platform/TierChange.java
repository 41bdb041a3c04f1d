package dev.countinghouse.platform;

import dev.countinghouse.money.Money;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a tier is to change; null leaves a value as it is.
 *
 * @param limits merged into those there are: a member that is null goes back to its default
 */
public record TierChange(
        @Nullable String name,
        @Nullable Money price,
        @Nullable Map<String, @Nullable Object> limits) {}
