package dev.countinghouse.it;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan's prices in one currency, and what they come to: worked out here once more, from docs/BILLING.md and by the JDK alone.
 *
 * @param fee of a seat and month, prorated
 * @param first price of each of the first 50 minutes
 * @param beyond price of a minute above
 * @param flat due once there is a minute above
 * @param commitment of a month
 */
record Priced(String currency, String fee, String first, String beyond, String flat, String commitment) {

    /** To be sold together: the first one is the plan's own. */
    static final List<Priced> ALL = List.of(
            new Priced("EUR", "29.00", "0.08", "0.0333", "1.005", "100"),
            new Priced("JPY", "4500", "12.3", "5.125", "150", "16001"),
            new Priced("KWD", "9.1255", "0.02555", "0.0105", "0.3005", "20.0005"),
            new Priced("USD", "31.337", "0.0875", "0.0357", "1.1", "112.345"));

    static final int SEATS = 3;
    private static final BigDecimal FIRST_MINUTES = new BigDecimal("50");

    /** A plan of seats and minutes, sold in several currencies. */
    static Map<String, @Nullable Object> plan(String code, List<Priced> sold) {
        Priced own = sold.getFirst();
        Map<String, @Nullable Object> fees = Body.of();
        Map<String, @Nullable Object> minutes = Body.of();
        Map<String, @Nullable Object> amounts = Body.of();
        for (Priced further : sold.subList(1, sold.size())) {
            fees.put(further.currency, Body.of("unit_amount", further.fee));
            minutes.put(further.currency, Body.of("tiers", further.tiers()));
            amounts.put(further.currency, further.commitment);
        }
        Map<String, @Nullable Object> plan = Body.like(Samples.plan(), "code", code, "currency", own.currency);
        plan.put(
                "charges",
                List.of(
                        Body.like(Samples.fee(), "unit_amount", own.fee, "prices", fees),
                        Body.like(Samples.minutes(), "tiers", own.tiers(), "prices", minutes)));
        plan.put("minimum_commitment", Body.of("amount", own.commitment, "amounts", amounts));
        return plan;
    }

    /** So many times as dear. */
    Priced times(int factor) {
        return new Priced(
                currency,
                times(fee, factor),
                times(first, factor),
                times(beyond, factor),
                times(flat, factor),
                times(commitment, factor));
    }

    private static String times(String amount, int factor) {
        return new BigDecimal(amount).multiply(BigDecimal.valueOf(factor)).toPlainString();
    }

    private List<Map<String, @Nullable Object>> tiers() {
        return List.of(
                Body.of("up_to", "50", "unit_amount", first), Body.of("unit_amount", beyond, "flat_amount", flat));
    }

    int digits() {
        return Currency.getInstance(currency).getDefaultFractionDigits();
    }

    /** A fee in advance for so many days of a month. */
    BigDecimal fee(int days, int daysOfMonth) {
        return share(new BigDecimal(fee).multiply(BigDecimal.valueOf(SEATS)), days, daysOfMonth);
    }

    /** The lines of the minutes of a month. */
    List<BigDecimal> minutes(String used) {
        BigDecimal minutes = new BigDecimal(used);
        BigDecimal above = minutes.subtract(FIRST_MINUTES).max(BigDecimal.ZERO);
        List<BigDecimal> lines = new ArrayList<>();
        lines.add(rounded(minutes.min(FIRST_MINUTES).multiply(new BigDecimal(first))));
        if (above.signum() > 0) {
            lines.add(rounded(above.multiply(new BigDecimal(beyond))));
            lines.add(rounded(new BigDecimal(flat)));
        }
        return lines;
    }

    /** What is missing to the commitment for so many days of a month. */
    BigDecimal missing(BigDecimal spent, int days, int daysOfMonth) {
        BigDecimal due = new BigDecimal(commitment).multiply(BigDecimal.valueOf(days));
        BigDecimal left = due.subtract(spent.multiply(BigDecimal.valueOf(daysOfMonth)));
        return share(left.max(BigDecimal.ZERO), 1, daysOfMonth);
    }

    BigDecimal tax(BigDecimal net) {
        return rounded(net.multiply(new BigDecimal("0.20")));
    }

    BigDecimal rounded(BigDecimal exact) {
        return exact.setScale(digits(), RoundingMode.HALF_UP);
    }

    private BigDecimal share(BigDecimal whole, int part, int of) {
        return whole.multiply(BigDecimal.valueOf(part)).divide(BigDecimal.valueOf(of), digits(), RoundingMode.HALF_UP);
    }
}
