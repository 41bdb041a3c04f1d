package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.invoicing.ProofRepository.Said;
import dev.countinghouse.money.Decimals;
import dev.countinghouse.money.Money;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says in words how a line came about, for whoever has to pay it. Pure. */
final class LineText {

    private final StoredLine line;
    private final Said said;
    private final Map<String, Object> calculation;
    private final @Nullable Charge charge;
    private final ZoneId zone;

    /**
     * @param said by the line itself
     * @param charge null on what fills the plan's commitment up, and on what somebody wrote by hand
     * @param zone whose days the period is made of
     */
    LineText(StoredLine line, Said said, @Nullable Charge charge, ZoneId zone) {
        this.line = line;
        this.said = said;
        this.calculation = said.calculation();
        this.charge = charge;
        this.zone = zone;
    }

    /** @param unit of the metric; null without usage or where it has none */
    String text(@Nullable String unit) {
        if (line.quantityBefore() == null && line.amountBefore() == null || line.purpose() == LinePurpose.TRUE_UP) {
            return what(unit) + ": " + how(line.quantity(), line.amount()) + ".";
        }
        Money before = money(Objects.requireNonNullElse(line.amountBefore(), BigDecimal.ZERO));
        BigDecimal quantity = line.quantity().add(Objects.requireNonNullElse(line.quantityBefore(), BigDecimal.ZERO));
        return "%s: %s in all, of which %s was billed before; %s is due now."
                .formatted(what(unit), how(quantity, line.amount().plus(before)), text(before), text(line.amount()));
    }

    private String what(@Nullable String unit) {
        if (line.purpose() == LinePurpose.ONE_OFF) {
            return said.description() + " "
                    + (line.period().days() == 1
                            ? "on %s (%s)".formatted(line.period().start(), zone)
                            : days());
        }
        String days = days();
        String part =
                calculation.get("days") == null || calculation.get("days").equals(calculation.get("days_in_period"))
                        ? ""
                        : ", %s of %s days".formatted(calculation.get("days"), calculation.get("days_in_period"));
        if (charge == null) {
            return "Minimum commitment %s%s".formatted(days, part);
        }
        Object used = calculation.get("usage");
        String name = used == null
                ? charge.name()
                : "%s%s of %s".formatted(used, unit == null ? "" : " " + unit, charge.name());
        String bucket = line.bucket().isEmpty() ? "" : ", " + line.bucket();
        return (line.purpose() == LinePurpose.DELTA ? "Late usage, " : "") + name + bucket + " " + days + part;
    }

    private String days() {
        return "from %s to %s (%s)"
                .formatted(line.period().start(), line.period().end().minusDays(1), zone);
    }

    private String how(BigDecimal quantity, Money amount) {
        return switch (Objects.toString(calculation.get("kind"), "units")) {
            case "minimum_commitment" ->
                "what is missing to %s of the plan = %s"
                        .formatted(
                                price(new BigDecimal(Objects.toString(calculation.get("minimum_commitment")))),
                                text(amount));
            case "minimum" -> "what is missing to the minimum of the charge = " + text(amount);
            case "maximum" -> "what is above the maximum of the charge = " + text(amount);
            case "amounts" -> "the amounts that came with the events = " + text(amount);
            case "fees" ->
                "fixed fees, %s at %s = %s".formatted(plain(quantity), price(line.unitAmount()), text(amount));
            case "quantity_change" ->
                "from %s to %s, a fee of %s in place of %s = %s"
                        .formatted(
                                calculation.get("quantity_before"),
                                calculation.get("quantity_after"),
                                price(new BigDecimal(Objects.toString(calculation.get("fee_after")))),
                                price(new BigDecimal(Objects.toString(calculation.get("fee_before")))),
                                text(amount));
            case "unused_days" ->
                "not used of a fee of %s = %s"
                        .formatted(price(new BigDecimal(Objects.toString(calculation.get("fee")))), text(amount));
            case "rate" ->
                "%s %% of %s = %s"
                        .formatted(plain(line.unitAmount().movePointRight(2)), units(price(quantity)), text(amount));
            case "transaction_limits" -> "least and most of each transaction = " + text(amount);
            default ->
                Boolean.TRUE.equals(calculation.get("flat"))
                        ? "flat amount%s = %s".formatted(tier(" of the units"), text(amount))
                        : "%s at %s = %s".formatted(units(plain(quantity)), price(line.unitAmount()), text(amount));
        };
    }

    private String units(String quantity) {
        Object from = calculation.get("from");
        Object upTo = calculation.get("up_to");
        if (from == null || (isZero(from) && upTo == null)) {
            return quantity;
        }
        return isZero(from) ? "the first " + quantity : "the %s above %s".formatted(quantity, from);
    }

    private String tier(String of) {
        Object from = calculation.get("from");
        Object upTo = calculation.get("up_to");
        return from == null ? "" : of + (upTo == null ? " above " + from : " " + from + " to " + upTo);
    }

    private static boolean isZero(Object number) {
        return new BigDecimal(number.toString()).signum() == 0;
    }

    private static String plain(BigDecimal value) {
        return Decimals.plain(value).toPlainString();
    }

    /** At least as many decimals as the currency has. */
    private String price(BigDecimal value) {
        BigDecimal plain = Decimals.plain(value);
        int digits = line.amount().currency().getDefaultFractionDigits();
        return (plain.scale() < digits ? plain.setScale(digits) : plain).toPlainString() + " "
                + line.amount().currency();
    }

    private Money money(BigDecimal value) {
        return Money.exact(value, line.amount().currency());
    }

    private static String text(Money money) {
        return money.toDecimal().toPlainString() + " " + money.currency();
    }
}
