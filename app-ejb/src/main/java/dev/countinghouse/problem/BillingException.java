package dev.countinghouse.problem;

import jakarta.ejb.ApplicationException;
import java.util.List;

/** A refusal that the caller can do something about. Rolls the transaction back. */
@ApplicationException(rollback = true)
public class BillingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final List<FieldError> errors;
    private final int retryAfterSeconds;

    public BillingException(ProblemType type, String detail) {
        this(type, detail, List.of());
    }

    public BillingException(ProblemType type, String detail, List<FieldError> errors) {
        this(type, detail, errors, 0);
    }

    private BillingException(ProblemType type, String detail, List<FieldError> errors, int retryAfterSeconds) {
        super(detail);
        this.type = type;
        this.errors = List.copyOf(errors);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** It may be asked again after so many seconds. */
    public static BillingException later(ProblemType type, String detail, int seconds) {
        return new BillingException(type, detail, List.of(), seconds);
    }

    /** One field's value is refused. */
    public static BillingException invalid(String field, String code, String message) {
        return new BillingException(
                ProblemType.VALIDATION_FAILED, field + " " + message, List.of(new FieldError(field, code, message)));
    }

    /** The same, of something that stands within a larger request: at a path, which goes before the fields' names. */
    public BillingException within(String path) {
        List<FieldError> there = errors.stream()
                .map(error -> new FieldError(path + error.field(), error.code(), error.message()))
                .toList();
        String detail = there.isEmpty()
                ? String.valueOf(getMessage())
                : there.getFirst().field() + " " + there.getFirst().message();
        BillingException within = new BillingException(type, detail, there, retryAfterSeconds);
        within.initCause(this);
        return within;
    }

    public ProblemType type() {
        return type;
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** Seconds until it may be asked again; 0 when nothing is known of that. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
