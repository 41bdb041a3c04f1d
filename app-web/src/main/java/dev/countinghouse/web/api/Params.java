package dev.countinghouse.web.api;

import dev.countinghouse.json.Json;
import dev.countinghouse.problem.BillingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads query parameters and names the one that is wrong. Null stays null: the parameter was not given. */
public final class Params {

    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private static final Pattern DATE_FORM =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}"); // the JDK also takes years of more digits

    private static final Pattern MONTH_FORM = Pattern.compile("\\d{4}-\\d{2}");

    private Params() {}

    /** A UUID. */
    public static @Nullable UUID uuid(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!UUID_FORM.matcher(text).matches()) { // the JDK also takes shorter forms
            throw BillingException.invalid(name, "malformed", "must be a UUID");
        }
        return UUID.fromString(text);
    }

    /** An instant in ISO 8601. */
    public static @Nullable Instant instant(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Json.instant(text);
        } catch (DateTimeException e) {
            throw BillingException.invalid(name, "malformed", "must be an instant such as 2026-03-01T12:00:00Z");
        }
    }

    /** A day in ISO 8601. */
    public static @Nullable LocalDate date(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            if (DATE_FORM.matcher(text).matches()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException e) {
            // no day of the calendar: refused below like what is no date at all
        }
        throw BillingException.invalid(name, "malformed", "must be a day such as 2026-03-01");
    }

    /** A month in ISO 8601. */
    public static @Nullable YearMonth month(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            if (MONTH_FORM.matcher(text).matches()) {
                return YearMonth.parse(text);
            }
        } catch (DateTimeException e) {
            // no month of the calendar: refused below like what is no month at all
        }
        throw BillingException.invalid(name, "malformed", "must be a month such as 2026-03");
    }

    /** An ISO 4217 code of a currency that has minor units. */
    public static @Nullable Currency currency(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        return CurrencyCode.Validator.find(text)
                .orElseThrow(() ->
                        BillingException.invalid(name, "unknown", "must be an ISO 4217 currency code such as EUR"));
    }

    /** A whole number. */
    public static int integer(String name, @Nullable String text, int otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw BillingException.invalid(name, "malformed", "must be a whole number");
        }
    }

    /** {@code true} or {@code false}. */
    public static @Nullable Boolean flag(String name, @Nullable String text) {
        Flag flag = oneOf(name, text, Flag.class);
        return flag == null ? null : flag == Flag.TRUE;
    }

    private enum Flag {
        TRUE,
        FALSE
    }

    /** One of an enum's names, in lower case. */
    public static <E extends Enum<E>> @Nullable E oneOf(String name, @Nullable String text, Class<E> type) {
        if (text == null) {
            return null;
        }
        E[] all = type.getEnumConstants();
        return Arrays.stream(all)
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> BillingException.invalid(
                        name,
                        "unknown",
                        "must be one of " + Arrays.toString(all).toLowerCase(Locale.ROOT)));
    }
}
