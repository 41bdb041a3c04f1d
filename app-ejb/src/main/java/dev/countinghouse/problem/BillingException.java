package dev.countinghouse.problem;

import jakarta.ejb.ApplicationException;
import java.util.List;

/** A refusal that the caller can do something about. Rolls the transaction back. */
@ApplicationException(rollback = true)
public class BillingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final List<FieldError> errors;

    public BillingException(ProblemType type, String detail) {
        this(type, detail, List.of());
    }

    public BillingException(ProblemType type, String detail, List<FieldError> errors) {
        super(detail);
        this.type = type;
        this.errors = List.copyOf(errors);
    }

    /** One field's value is refused. */
    public static BillingException invalid(String field, String code, String message) {
        return new BillingException(
                ProblemType.VALIDATION_FAILED, field + " " + message, List.of(new FieldError(field, code, message)));
    }

    public ProblemType type() {
        return type;
    }

    public List<FieldError> errors() {
        return errors;
    }
}
