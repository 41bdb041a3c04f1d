package dev.countinghouse.problem;

import java.io.Serializable;

/**
 * What is wrong with one field.
 *
 * @param field path in the request, such as {@code charges[0].tiers[1].up_to}
 * @param code stable name of the rule that was broken
 * @param message a sentence for a person
 */
public record FieldError(String field, String code, String message) implements Serializable {}
