package dev.countinghouse.invoicing;

import org.jspecify.annotations.Nullable;

/**
 * Something that is not what it must be.
 *
 * @param document number of the invoice or credit note; null where there is none, as where a line is missing
 * @param line its position; null where it is of the document as a whole
 * @param field that differs
 * @param stored what the database has
 * @param computed what it comes to
 * @param about what it is of, in words
 */
public record Difference(
        @Nullable String document,
        @Nullable Integer line,
        String field,
        String stored,
        String computed,
        String about) {}
