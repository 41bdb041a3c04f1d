package dev.countinghouse.invoicing;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countinghouse.money.CurrencyMismatchException;
import java.sql.SQLException;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/** Tells what fails by the data that is proved from what fails by the machine it is proved on. */
final class Unreadable {

    private static final String DATA_EXCEPTION = "22"; // class of SQLSTATE

    private Unreadable() {}

    /** The exception that says what is wrong with the data; null where something else is wrong. */
    static @Nullable Throwable cause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        boolean data = switch (root) {
            case SQLException sql ->
                sql.getSQLState() != null && sql.getSQLState().startsWith(DATA_EXCEPTION);
            case IllegalArgumentException e -> true;
            case ArithmeticException e -> true;
            case DateTimeException e -> true;
            case CurrencyMismatchException e -> true;
            case NullPointerException e -> true;
            case JsonProcessingException e -> true;
            case IllegalStateException e -> isOurs(e);
            default -> false;
        };
        return data ? root : null;
    }

    /** The server throws them too, as of a transaction that is over. */
    private static boolean isOurs(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith("dev.countinghouse.");
    }
}
