package dev.countinghouse.launcher;

/** Says in one or two sentences for the person at the terminal what is wrong and what to do. */
public final class LauncherException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    public LauncherException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public LauncherException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
