package dev.countinghouse.web.api;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of a CSV file. Source: RFC 4180. */
public final class Csv {

    /** Its media type. */
    public static final String TYPE = "text/csv";

    private static final String FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20"; // the fullwidth ones too

    private static final String BREAKS = "\t\r\n";

    private Csv() {}

    /** A row with its end: numbers as they are, all else as text; null is an empty field. */
    public static String row(@Nullable Object... values) {
        return Arrays.stream(values).map(Csv::field).collect(Collectors.joining(",")) + "\r\n";
    }

    /** Text is always quoted; what a spreadsheet would take for a formula is made text. */
    static String field(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Long number) {
            return number.toString();
        }
        String text = value.toString();
        return "\"" + (isFormula(text) ? "'" : "") + text.replace("\"", "\"\"") + "\"";
    }

    private static boolean isFormula(String text) {
        int begin = 0;
        while (begin < text.length()
                && (Character.isWhitespace(text.charAt(begin)) || Character.isSpaceChar(text.charAt(begin)))) {
            begin++;
        }
        return (begin < text.length() && FORMULA.indexOf(text.charAt(begin)) >= 0)
                || (!text.isEmpty() && BREAKS.indexOf(text.charAt(0)) >= 0);
    }
}
