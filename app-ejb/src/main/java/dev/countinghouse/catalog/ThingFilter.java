package dev.countinghouse.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Which things of a catalog are asked for; null means any.
 *
 * @param archived whether they are archived
 */
public record ThingFilter(
        @Nullable String code,
        @Nullable String externalId,
        @Nullable Boolean archived) {}
