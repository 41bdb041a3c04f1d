package dev.countinghouse.launcher;

/** How the launcher ends, as its process's exit status. Scripts switch on these: never renumber. */
public enum ExitCode {
    OK(0, "everything asked for was done"),
    FAILED(1, "something failed that no other code names"),
    USAGE(2, "the command line was not understood"),
    INSTALLATION(3, "something this installation needs is missing or cannot be used"),
    BUSY(4, "a port or the data folder is in use by another process"),
    SERVER(5, "PostgreSQL, Redis or Open Liberty did not start, or stopped on its own"),
    MIGRATION(6, "the database could not be prepared or migrated"),
    MAIN_JOB(7, "the servers run, but the main job did not succeed"),
    LINES_REJECTED(8, "the main job succeeded, but lines of the usage file were rejected"),
    REFUSED(9, "the server refused what was asked, or the job failed"),
    PAUSED(10, "the migration of the tenants is paused");

    private final int status;
    private final String meaning;

    ExitCode(int status, String meaning) {
        this.status = status;
        this.meaning = meaning;
    }

    public int status() {
        return status;
    }

    public String meaning() {
        return meaning;
    }
}
