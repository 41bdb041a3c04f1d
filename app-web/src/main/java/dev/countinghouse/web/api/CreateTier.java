package dev.countinghouse.web.api;

import dev.countinghouse.rating.domain.Tier;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tier: the unit amount is a rate in percent of a graduated percentage, and zero in a step. Where it starts follows from
 * the tier before it and need not be said.
 */
public record CreateTier(
        @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
        BigDecimal from,

        @Nullable @Positive @Digits(integer = 15, fraction = 12)
        BigDecimal upTo,

        @NotNull @PositiveOrZero @Digits(integer = 15, fraction = 12)
        BigDecimal unitAmount,

        @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
        BigDecimal flatAmount) {

    private Tier toNew() {
        return new Tier(upTo, unitAmount, Objects.requireNonNullElse(flatAmount, BigDecimal.ZERO));
    }

    public static @Nullable List<Tier> toNew(@Nullable List<CreateTier> tiers) {
        return tiers == null ? null : tiers.stream().map(CreateTier::toNew).toList();
    }
}
