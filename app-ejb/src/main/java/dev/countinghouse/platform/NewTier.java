package dev.countinghouse.platform;

import dev.countinghouse.money.Money;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tier to be made.
 *
 * @param code by which tenants are put on it; it never changes
 * @param limits by their names; what is left out has its default
 */
public record NewTier(String code, String name, Money price, Map<String, @Nullable Object> limits) {}
