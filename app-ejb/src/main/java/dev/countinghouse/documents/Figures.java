package dev.countinghouse.documents;

import dev.countinghouse.money.MoneyView;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;

/** Dates, numbers and amounts as a country writes them. Shows what is given to the last digit and rounds nothing. */
public final class Figures {

    private static final int DECIMALS_MAX = 12;

    private final Locale locale;

    /** @param locale whose language and country write them */
    public Figures(Locale locale) {
        this.locale = locale;
    }

    /** A day in full, such as 1 March 2026. */
    public String date(LocalDate day) {
        return spaced(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale)
                .format(day));
    }

    String shortDate(LocalDate day) {
        return spaced(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(day));
    }

    /** An amount with its currency. */
    public String money(MoneyView money) {
        return amount(money.amount(), Currency.getInstance(money.currency()), 0);
    }

    /** An amount that may be finer than the currency. */
    String price(BigDecimal amount, String currency) {
        return amount(amount, Currency.getInstance(currency), DECIMALS_MAX);
    }

    private String amount(BigDecimal amount, Currency currency, int decimalsMax) {
        NumberFormat format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(currency);
        format.setMinimumFractionDigits(currency.getDefaultFractionDigits());
        format.setMaximumFractionDigits(Math.max(decimalsMax, currency.getDefaultFractionDigits()));
        return exact(format, amount);
    }

    String number(BigDecimal number) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(DECIMALS_MAX);
        return exact(format, number);
    }

    /** @param percent 20 for 20 % */
    String percent(BigDecimal percent) {
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setMaximumFractionDigits(DECIMALS_MAX);
        return exact(format, percent.movePointLeft(2));
    }

    private static String exact(NumberFormat format, BigDecimal number) {
        format.setRoundingMode(RoundingMode.UNNECESSARY);
        return spaced(format.format(number));
    }

    /** The fonts know one space that does not break. */
    private static String spaced(String text) {
        return text.replace('\u202f', '\u00a0');
    }
}
