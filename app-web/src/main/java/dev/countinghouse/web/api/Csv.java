package dev.countinghouse.web.api;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of comma-separated values (RFC 4180). */
public final class Csv {

    public static final String MEDIA_TYPE = "text/csv";

    private static final String FORMULA = "=+-@\t\r";

    private Csv() {}

    /** A row with its end: texts in quotes, numbers as they are, nothing for null. */
    public static String row(@Nullable Object... values) {
        return Arrays.stream(values).map(Csv::field).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String field(@Nullable Object value) {
        return switch (value) {
            case null -> text(null);
            case BigDecimal number -> number.toPlainString();
            case Long number -> number.toString();
            default -> text(value.toString());
        };
    }

    /** Always quoted; what a spreadsheet would take for a formula is made text. */
    static String text(@Nullable String value) {
        if (value == null) {
            return "";
        }
        boolean formula = !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0;
        return "\"" + (formula ? "'" : "") + value.replace("\"", "\"\"") + "\"";
    }
}
