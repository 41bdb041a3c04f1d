package dev.countinghouse.metering;

import dev.countinghouse.problem.FieldError;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A line of an import as it was read.
 *
 * @param number its number in the file, from 1; of a line with line breaks within, that of its beginning
 * @param input the event; null when the line is none
 * @param rejection why it is none; null otherwise
 */
record UsageLine(
        long number, @Nullable UsageInput input, @Nullable Rejection rejection) {

    /**
     * A line that is no event.
     *
     * @param sent the line as a JSON object, to be put right and sent again
     */
    record Rejection(String sent, FieldError error) {}

    static UsageLine of(long number, UsageInput input) {
        return new UsageLine(number, input, null);
    }

    static UsageLine rejected(long number, String sent, FieldError error) {
        return new UsageLine(number, null, new Rejection(sent, error));
    }

    /** About how many characters of memory it holds. */
    int characters() {
        if (input == null) {
            return Objects.requireNonNull(rejection).sent().length();
        }
        int characters = input.transactionId().length() + input.source().length();
        for (Map.Entry<String, Object> property : input.properties().entrySet()) {
            characters += property.getKey().length() + (property.getValue() instanceof String text ? text.length() : 1);
        }
        return characters;
    }

    /** Whether it is an event that can be judged. */
    boolean isEvent() {
        return input != null;
    }

    /** The event of a line that is one. */
    UsageInput event() {
        return Objects.requireNonNull(input);
    }
}
