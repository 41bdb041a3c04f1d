package dev.countinghouse.web.catalog;

import dev.countinghouse.catalog.MinimumCommitment;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a period of a plan costs at least; of zero: nothing. */
public record CreateCommitment(
        @NotNull @PositiveOrZero @Digits(integer = 15, fraction = 12)
        BigDecimal amount,

        @Nullable @Size(max = 5) List<@NotNull @Size(max = 64) String> taxRates) {

    MinimumCommitment toNew() {
        return new MinimumCommitment(amount, Objects.requireNonNullElse(taxRates, List.of()));
    }
}
