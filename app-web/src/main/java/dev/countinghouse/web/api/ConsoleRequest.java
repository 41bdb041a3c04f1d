package dev.countinghouse.web.api;

import org.jspecify.annotations.Nullable;

/** How the console says that it is the console: by a header, which a page of another origin may not send. */
public final class ConsoleRequest {

    /** Its name; the value is 1. */
    public static final String HEADER = "X-Countinghouse-Console";

    private ConsoleRequest() {}

    /** @param value of the header; null where it is not sent */
    public static boolean is(@Nullable String value) {
        return "1".equals(value);
    }
}
