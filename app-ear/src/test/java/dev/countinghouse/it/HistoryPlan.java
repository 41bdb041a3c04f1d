package dev.countinghouse.it;

import dev.countinghouse.it.HistoryPrice.Model;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A plan of a history.
 *
 * @param interval {@code week}, {@code month} or {@code year}
 * @param count so many of them are a period
 * @param calendar whether periods begin where the calendar's do; else on the day of the start
 * @param fees at least one
 * @param usage what build minutes cost; null where they cost nothing
 * @param usageInAdvance whether they are billed while the period runs
 * @param thresholds whether they are billed within the period when they reach some, which changes nothing of what it costs
 * @param commitment what a period costs at least; null for none
 */
record HistoryPlan(
        String code,
        String currency,
        String interval,
        int count,
        boolean calendar,
        List<Fee> fees,
        @Nullable HistoryPrice usage,
        boolean usageInAdvance,
        boolean thresholds,
        @Nullable BigDecimal commitment) {

    /** The code of what build minutes cost. */
    static final String MINUTES = "minutes";

    private static final List<String> CURRENCIES = List.of("EUR", "EUR", "JPY", "KWD");
    private static final List<Model> FEES =
            List.of(Model.STANDARD, Model.STANDARD, Model.GRADUATED, Model.VOLUME, Model.STAIR_STEP, Model.PACKAGE);
    private static final List<Model> BY_EVENT = List.of(Model.STANDARD, Model.GRADUATED, Model.PACKAGE);

    /**
     * A recurring fee.
     *
     * @param fixed quantity of its own; null for the subscription's
     */
    record Fee(
            String code,
            boolean advance,
            boolean prorated,
            @Nullable BigDecimal fixed,
            HistoryPrice price) {

        Map<String, @Nullable Object> body() {
            Map<String, @Nullable Object> body = Body.of("code", code, "name", "Fee " + code, "kind", "recurring");
            body.putAll(Body.of("timing", advance ? "advance" : "arrears", "prorated", prorated));
            body.put("quantity", fixed == null ? null : fixed.toPlainString());
            body.putAll(price.fields());
            return body;
        }
    }

    /** Any plan; of the first ones each has another period. */
    static HistoryPlan any(RandomGenerator random, int number) {
        List<String> periods = List.of("1 month", "3 month", "1 week", "1 year", "1 month", "2 week", "2 month");
        String[] period = periods.get(number % periods.size()).split(" ");
        List<Fee> fees = new ArrayList<>();
        fees.add(fee(random, "seats", true, null));
        if (random.nextInt(2) == 0) {
            fees.add(fee(random, "support", false, null));
        }
        if (random.nextInt(3) == 0) {
            BigDecimal fixed = new BigDecimal(random.nextInt(1, 30)).movePointLeft(1);
            fees.add(fee(random, "base", random.nextBoolean(), fixed));
        }
        boolean inAdvance = random.nextInt(4) == 0;
        List<Model> models = inAdvance ? BY_EVENT : List.of(Model.values());
        return new HistoryPlan(
                "plan-" + number,
                CURRENCIES.get(random.nextInt(CURRENCIES.size())),
                period[1],
                Integer.parseInt(period[0]),
                random.nextBoolean(),
                fees,
                random.nextInt(6) == 0 ? null : HistoryPrice.any(random, models, 100, 8),
                inAdvance,
                !inAdvance && number % 2 == 0,
                random.nextInt(3) == 0 ? new BigDecimal(random.nextInt(5_000, 40_000)).movePointLeft(2) : null);
    }

    private static Fee fee(RandomGenerator random, String code, boolean advance, @Nullable BigDecimal fixed) {
        return new Fee(code, advance, random.nextInt(5) > 0, fixed, HistoryPrice.any(random, FEES, 4, 1_500));
    }

    Map<String, @Nullable Object> body() {
        List<Object> charges = new ArrayList<>();
        fees.forEach(fee -> charges.add(fee.body()));
        if (usage != null) {
            Map<String, @Nullable Object> minutes = Body.of("code", MINUTES, "name", "Build minutes", "kind", "usage");
            minutes.putAll(Body.of("timing", usageInAdvance ? "advance" : "arrears", "metric", Samples.METRIC));
            minutes.putAll(usage.fields());
            charges.add(minutes);
        }
        Map<String, @Nullable Object> body = Body.like(Samples.plan(), "code", code, "name", code);
        body.putAll(Body.of("currency", currency, "interval", interval, "interval_count", count));
        body.putAll(Body.of("anchor", calendar ? "calendar" : "anniversary", "charges", charges));
        body.put("minimum_commitment", commitment == null ? null : Body.of("amount", commitment.toPlainString()));
        body.put("usage_thresholds", thresholds ? Body.of("amounts", List.of("3", "20"), "recurring", "15") : null);
        return body;
    }

    /** An amount to the currency's smallest unit, half up. */
    BigDecimal rounded(BigDecimal exact) {
        return exact.setScale(Currency.getInstance(currency).getDefaultFractionDigits(), RoundingMode.HALF_UP);
    }

    /** Of an amount so many days out of so many, rounded once. */
    BigDecimal share(BigDecimal amount, long days, long of) {
        int digits = Currency.getInstance(currency).getDefaultFractionDigits();
        return amount.multiply(BigDecimal.valueOf(days)).divide(BigDecimal.valueOf(of), digits, RoundingMode.HALF_UP);
    }
}
