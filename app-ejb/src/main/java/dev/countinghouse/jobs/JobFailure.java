package dev.countinghouse.jobs;

/** A job cannot be done, and trying again would not help. Nothing was changed. */
public final class JobFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code stable name of the reason
     * @param message for the operator and the tenant alike: nothing of the inside
     */
    public JobFailure(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** {@link #JobFailure(String, String, Throwable)} that was found out by ourselves. */
    public JobFailure(String code, String message) {
        super(message);
        this.code = code;
    }

    JobError error() {
        return new JobError(code, String.valueOf(getMessage()));
    }
}
