package dev.countinghouse.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user's second factor going out.
 *
 * @param enabled whether he is asked for it
 * @param enabledAt since when; null when he is not
 * @param recoveryCodesLeft those that were not used
 * @param dueAt by when this tenant wants him to have one; null when he has one, or need not
 */
public record SecondFactorView(
        boolean enabled,
        @Nullable Instant enabledAt,
        int recoveryCodesLeft,
        @Nullable Instant dueAt) {}
