package dev.countinghouse.launcher.mainjob;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/** How things are written for people. */
final class Text {
    private Text() {}

    /** One line without control characters: what comes from files or answers must not steer a terminal. */
    static String plain(String text) {
        return text.codePoints()
                .map(c -> isPrintable(c) ? c : c == '\n' || c == '\t' ? ' ' : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static String plain(String text, int most) {
        return text.length() <= most ? plain(text) : plain(text.substring(0, most)) + "...";
    }

    static boolean isPrintable(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.UNASSIGNED
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** "1 invoice", "1,204 invoices". */
    static String count(long number, String singular) {
        return count(number) + " " + singular + (number == 1 ? "" : "s");
    }

    /** As short as exact: 39.225, 500, 0; never 5E+2. */
    static String quantity(BigDecimal quantity) {
        return quantity.signum() == 0 ? "0" : quantity.stripTrailingZeros().toPlainString();
    }

    /** With thousands apart and all its decimals, at least two: 1,234.50, 0.08, 0.0125. */
    static String amount(BigDecimal amount) {
        BigDecimal exact = amount.stripTrailingZeros();
        int decimals = Math.max(exact.scale(), Math.min(Math.max(amount.scale(), 0), 2));
        return String.format(Locale.ROOT, "%,." + decimals + "f", amount);
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%d.%d s", duration.toSeconds(), duration.toMillisPart() / 100);
    }
}
