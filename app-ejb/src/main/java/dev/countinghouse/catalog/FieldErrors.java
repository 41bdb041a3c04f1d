package dev.countinghouse.catalog;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Collects everything that is wrong with a request, in the order in which it is found. */
final class FieldErrors {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private final List<FieldError> errors = new ArrayList<>();

    /** The path of what an object has under a name of the client's own; that of the object where the name is no plain word. */
    static String within(String object, String name) {
        return PLAIN.matcher(name).matches() ? object + "." + name : object;
    }

    /** Notes an error unless something holds. */
    void require(boolean holds, String field, String code, String message) {
        if (!holds) {
            errors.add(new FieldError(field, code, message));
        }
    }

    List<FieldError> all() {
        return List.copyOf(errors);
    }

    /** @throws BillingException VALIDATION_FAILED with every error, when there is one */
    static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            FieldError first = errors.getFirst();
            throw new BillingException(ProblemType.VALIDATION_FAILED, first.field() + " " + first.message(), errors);
        }
    }
}
