package dev.countinghouse.vault;

/** The vault refused, and nothing was changed. The message is for an operator and tells no row's content. */
public final class VaultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** The archive is truncated, altered or no archive. */
        DAMAGED,
        /** Its format or its schema version is not known to this program. */
        NEWER,
        /** It is another tenant's. */
        FOREIGN,
        /** The tenant, or the restore, is not in a state in which this can be done. */
        WRONG_STATE,
        /** There is no such tenant or customer. */
        NOT_FOUND,
        /** The slug is somebody's. */
        TAKEN,
        /** The locks were not had in time; the same call may succeed later. */
        BUSY,
        /** It was asked to stop. */
        CANCELED,
        /** The moment cannot be reached exactly. */
        UNREPLAYABLE
    }

    private final Reason reason;

    VaultException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    VaultException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
