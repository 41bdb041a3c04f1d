package dev.countinghouse.web.catalog;

import dev.countinghouse.catalog.UsageThresholds;
import dev.countinghouse.web.api.CurrencyCode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What usage may come to before it is invoiced within its period, in the plan's own currency and in further ones; without amounts: no limit. */
public record CreateThresholds(
        @NotNull @Size(max = 10) List<@NotNull @Digits(integer = 12, fraction = 4) BigDecimal> amounts,

        @Nullable @Digits(integer = 12, fraction = 4) BigDecimal recurring,

        @Nullable @Size(max = 50) Map<@CurrencyCode String, @NotNull @Valid CreateThresholdAmounts> currencies) {

    /** The same in one further currency. */
    public record CreateThresholdAmounts(
            @NotNull @Size(min = 1, max = 10) List<@NotNull @Digits(integer = 12, fraction = 4) BigDecimal> amounts,

            @Nullable @Digits(integer = 12, fraction = 4) BigDecimal recurring) {

        private UsageThresholds.ThresholdAmounts toNew() {
            return new UsageThresholds.ThresholdAmounts(amounts, recurring);
        }
    }

    UsageThresholds toNew() {
        return new UsageThresholds(
                amounts,
                recurring,
                Objects.requireNonNullElse(currencies, Map.<String, CreateThresholdAmounts>of()).entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, other -> other.getValue().toNew())));
    }
}
