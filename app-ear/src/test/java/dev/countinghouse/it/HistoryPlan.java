package dev.countinghouse.it;

import dev.countinghouse.it.HistoryPrice.Model;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
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
 * @param trialDays days at the beginning of a subscription whose fees are free
 * @param phases in their order, the last without an end; none where charges always cost what they do
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
        @Nullable BigDecimal commitment,
        int trialDays,
        List<Phase> phases) {

    /** The code of what build minutes cost. */
    static final String MINUTES = "minutes";

    private static final List<String> CURRENCIES = List.of("EUR", "EUR", "JPY", "KWD");
    private static final List<Model> FEES =
            List.of(Model.STANDARD, Model.STANDARD, Model.GRADUATED, Model.VOLUME, Model.STAIR_STEP, Model.PACKAGE);
    private static final List<Integer> TRIALS = List.of(0, 0, 5, 14, 31, 100);
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

    /**
     * Periods with prices of their own.
     *
     * @param periods how many; null: all that are left
     * @param prices by the codes of charges; others cost what they do
     */
    record Phase(@Nullable Integer periods, Map<String, HistoryPrice> prices) {

        Map<String, @Nullable Object> body(String name, String currency) {
            Map<String, @Nullable Object> ofCharges = Body.of();
            prices.forEach((code, price) -> ofCharges.put(code, Body.of(currency, price.amounts())));
            return Body.of("name", name, "periods", periods, "prices", ofCharges);
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
        HistoryPlan plan = new HistoryPlan(
                "plan-" + number,
                CURRENCIES.get(random.nextInt(CURRENCIES.size())),
                period[1],
                Integer.parseInt(period[0]),
                random.nextBoolean(),
                fees,
                random.nextInt(6) == 0 ? null : HistoryPrice.any(random, models, 100, 8),
                inAdvance,
                !inAdvance && number % 2 == 0,
                random.nextInt(3) == 0 ? new BigDecimal(random.nextInt(5_000, 40_000)).movePointLeft(2) : null,
                TRIALS.get(random.nextInt(TRIALS.size())),
                List.of());
        return random.nextInt(5) < 2 ? plan.with(plan.anyPhases(random)) : plan;
    }

    private List<Phase> anyPhases(RandomGenerator random) {
        List<Phase> any = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i >= 0; i--) {
            Map<String, HistoryPrice> prices = new TreeMap<>();
            for (Fee fee : fees) {
                if (random.nextBoolean()) {
                    prices.put(fee.code(), fee.price().another(random, 4, 1_500));
                }
            }
            if (usage != null && random.nextBoolean()) {
                prices.put(MINUTES, usage.another(random, 100, 8));
            }
            any.add(new Phase(i == 0 ? null : random.nextInt(1, 4), prices));
        }
        return any;
    }

    /** Any other plan that a subscription to this one can be moved to: of the same periods and currency, without phases. */
    HistoryPlan other(RandomGenerator random) {
        HistoryPlan any = any(random, 0);
        return new HistoryPlan(
                code + "-other",
                currency,
                interval,
                count,
                calendar,
                any.fees,
                any.usage,
                any.usageInAdvance,
                any.thresholds,
                any.commitment,
                any.trialDays,
                List.of());
    }

    private HistoryPlan with(List<Phase> others) {
        return new HistoryPlan(
                code,
                currency,
                interval,
                count,
                calendar,
                fees,
                usage,
                usageInAdvance,
                thresholds,
                commitment,
                trialDays,
                others);
    }

    /** Its fees as they are in a period, by its index in the subscription. */
    List<Fee> feesIn(int period) {
        return fees.stream()
                .map(fee -> new Fee(
                        fee.code(),
                        fee.advance(),
                        fee.prorated(),
                        fee.fixed(),
                        pricesIn(period).getOrDefault(fee.code(), fee.price())))
                .toList();
    }

    /** The same of build minutes; null where they cost nothing. */
    @Nullable
    HistoryPrice usageIn(int period) {
        return usage == null ? null : pricesIn(period).getOrDefault(MINUTES, usage);
    }

    private Map<String, HistoryPrice> pricesIn(int period) {
        int first = 0; // of the phase
        for (Phase phase : phases) {
            if (phase.periods() == null || period < first + phase.periods()) {
                return phase.prices();
            }
            first += phase.periods();
        }
        return Map.of();
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
        body.put("trial_days", trialDays);
        body.put(
                "phases",
                IntStream.range(0, phases.size())
                        .mapToObj(i -> phases.get(i).body("Phase " + i, currency))
                        .toList());
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
