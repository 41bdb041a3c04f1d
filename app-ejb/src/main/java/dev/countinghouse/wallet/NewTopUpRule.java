package dev.countinghouse.wallet;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A rule by which a wallet is to be topped up by itself.
 *
 * @param credits above zero: so many, or filled up to so many
 * @param thresholdCredits above zero, at most the credits: with less in the wallet it is topped up; of the trigger threshold alone
 * @param interval of the trigger interval alone
 * @param startsOn the day in the customer's zone that the days of the interval are tied to; null: as before, else today
 * @param expiresAfterDays days from the top-up on after which its credits pay nothing, 1 to 3650; null: never
 */
public record NewTopUpRule(
        TopUpTrigger trigger,
        TopUpMethod method,
        TopUpKind kind,
        BigDecimal credits,
        @Nullable BigDecimal thresholdCredits,
        @Nullable TopUpInterval interval,
        @Nullable LocalDate startsOn,
        @Nullable Integer expiresAfterDays) {}
