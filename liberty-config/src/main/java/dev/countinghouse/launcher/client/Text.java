package dev.countinghouse.launcher.client;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/** How things are written for people. */
public final class Text {
    private Text() {}

    /** One line without control characters: what comes from files or answers must not steer a terminal. */
    public static String plain(String text) {
        return text.codePoints()
                .map(c -> isPrintable(c) ? c : c == '\n' || c == '\t' ? ' ' : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    public static String plain(String text, int most) {
        return text.length() <= most ? plain(text) : plain(text.substring(0, most)) + "...";
    }

    public static boolean isPrintable(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.UNASSIGNED
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }

    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** "1 invoice", "1,204 invoices". */
    public static String count(long number, String singular) {
        return count(number) + " " + singular + (number == 1 ? "" : "s");
    }

    /** As short as exact: 39.225, 500, 0; never 5E+2. */
    public static String quantity(BigDecimal quantity) {
        return quantity.signum() == 0 ? "0" : quantity.stripTrailingZeros().toPlainString();
    }

    /** With thousands apart and all its decimals, at least two: 1,234.50, 0.08, 0.0125. */
    public static String amount(BigDecimal amount) {
        BigDecimal exact = amount.stripTrailingZeros();
        int decimals = Math.max(exact.scale(), Math.min(Math.max(amount.scale(), 0), 2));
        return String.format(Locale.ROOT, "%,." + decimals + "f", amount);
    }

    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%d.%d s", duration.toSeconds(), duration.toMillisPart() / 100);
    }
}
