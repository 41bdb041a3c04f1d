package dev.countinghouse.legalentity;

import org.jspecify.annotations.Nullable;

/**
 * Which legal entities are asked for; null means any.
 *
 * @param archived whether they are archived
 */
public record LegalEntityFilter(
        @Nullable String code,
        @Nullable String externalId,
        @Nullable Boolean archived) {}
