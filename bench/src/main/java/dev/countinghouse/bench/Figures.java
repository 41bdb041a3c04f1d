package dev.countinghouse.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a benchmark found: a table for people, figures for programs. */
final class Figures {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final MathContext DIGITS = new MathContext(4); // more than any of it is worth

    private final String bench;
    private final ObjectNode figures = JSON.createObjectNode();
    private final List<String> table = new ArrayList<>();

    Figures(String bench) {
        this.bench = bench;
    }

    /** A heading within the table. */
    void section(String title) {
        table.add("");
        table.add(title);
    }

    /** A row of the table alone. */
    void row(String what, String value) {
        table.add("  %-58s %s".formatted(what, value));
    }

    /** A figure alone. */
    void put(String name, double value) {
        figures.put(name, rounded(value));
    }

    /** A figure, and its row in the table; a later one of the same name replaces the figure. */
    void add(String name, double value, String what) {
        put(name, value);
        row(what, "%s  (%s)".formatted(number(value), name));
    }

    /** A figure that has a target: the row says whether it was met. */
    void add(String name, double value, String what, double atMost) {
        add(name, value, "%s, target %s".formatted(what, number(atMost)) + (value <= atMost ? "" : " MISSED"));
    }

    static String number(double value) {
        return rounded(value).toPlainString();
    }

    /** Milliseconds as a table shows them. */
    static String ms(double value) {
        return String.format(Locale.ROOT, "%.2f ms", value);
    }

    private static BigDecimal rounded(double value) {
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal rounded = exact.precision() - exact.scale() >= DIGITS.getPrecision()
                ? exact.setScale(0, RoundingMode.HALF_UP)
                : exact.round(DIGITS);
        return rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    }

    String table() {
        return String.join("\n", table);
    }

    /** One line. */
    String json() {
        ObjectNode line = JSON.createObjectNode();
        line.put("bench", bench);
        line.set("figures", figures);
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a tree of numbers can be written
        }
    }
}
