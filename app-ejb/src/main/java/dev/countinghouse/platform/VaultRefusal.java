package dev.countinghouse.platform;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.vault.VaultException;
import jakarta.ejb.ApplicationException;
import java.util.Locale;

/** The vault refused, told to callers of an enterprise bean as it is: the container would wrap any other exception. */
@ApplicationException(rollback = true)
public class VaultRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final VaultException.Reason reason;

    VaultRefusal(VaultException cause) {
        super(cause.getMessage(), cause);
        this.reason = cause.reason();
    }

    boolean isCancellation() {
        return reason == VaultException.Reason.CANCELED;
    }

    /** The stable name of the reason. */
    String code() {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    /** The same as a refusal of the request. */
    BillingException asProblem() {
        ProblemType type = switch (reason) {
            case NOT_FOUND -> ProblemType.NOT_FOUND;
            case TAKEN -> ProblemType.SLUG_TAKEN;
            case DAMAGED, NEWER, FOREIGN, WRONG_STATE, BUSY, CANCELED, UNREPLAYABLE -> ProblemType.CONFLICT;
        };
        return new BillingException(type, String.valueOf(getMessage()));
    }
}
