package dev.countinghouse.web.catalog;

import dev.countinghouse.catalog.MinimumCommitment;
import dev.countinghouse.web.api.CurrencyCode;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a period of a plan costs at least, in its own currency and in further ones; of zero: nothing. */
public record CreateCommitment(
        @NotNull @PositiveOrZero @Digits(integer = 15, fraction = 12)
        BigDecimal amount,

        @Nullable @Size(max = 5) List<@NotNull @Size(max = 64) String> taxRates,

        @Nullable @Size(max = 50)
        Map<@CurrencyCode String, @NotNull @PositiveOrZero @Digits(integer = 15, fraction = 12) BigDecimal> amounts) {

    MinimumCommitment toNew() {
        return new MinimumCommitment(
                amount, Objects.requireNonNullElse(taxRates, List.of()), Objects.requireNonNullElse(amounts, Map.of()));
    }
}
