package dev.countinghouse.tenancy;

/**
 * How long a transaction may take, in seconds. The database keeps to it, whatever becomes of whoever waits for the answer.
 *
 * @param statement of one statement; then it is canceled and the transaction rolled back
 * @param lock how long a statement waits for a lock
 * @param idle between two statements; then the session ends, and with it all locks
 * @param transaction from its begin to its end; then the session ends. PostgreSQL 17 and newer
 */
record Timeouts(int statement, int lock, int idle, int transaction) {

    /** Looking somebody up: a few indexed reads. */
    static final Timeouts LOOK_UP = new Timeouts(10, 5, 15, 30);

    /** What nobody waits for. The statement's is less than the data source's socketTimeout. */
    static final Timeouts BACKGROUND = new Timeouts(50, 30, 60, 110);

    /** A chunk of a timer's work: behind a tenant whose tables are locked others wait for their turn, so it comes back later. */
    static final Timeouts TURN = new Timeouts(50, 2, 60, 110);

    private static final int TRANSACTION_TIMEOUT_SINCE = 17;

    /**
     * The statements that set them; their effect ends with the transaction.
     *
     * @param serverVersion major version of PostgreSQL
     */
    String setting(int serverVersion) {
        String settings =
                "SET LOCAL statement_timeout = '%ds'; SET LOCAL lock_timeout = '%ds'".formatted(statement, lock)
                        + "; SET LOCAL idle_in_transaction_session_timeout = '%ds'".formatted(idle);
        return serverVersion < TRANSACTION_TIMEOUT_SINCE
                ? settings
                : settings + "; SET LOCAL transaction_timeout = '" + transaction + "s'";
    }
}
