package dev.countinghouse.jobs;

/** A job stopped because {@link JobProgress#canceled} said so. What it had begun is undone. */
public final class JobCanceled extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** It stopped by itself. */
    public JobCanceled() {}

    public JobCanceled(Throwable cause) {
        super(cause);
    }
}
