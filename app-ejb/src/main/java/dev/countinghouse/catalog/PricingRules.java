package dev.countinghouse.catalog;

import dev.countinghouse.catalog.Charge.Model;
import dev.countinghouse.rating.domain.Tier;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says exactly what is wrong with the numbers of a price. */
final class PricingRules {

    private static final int DECIMALS_MAX = 12;
    private static final int RATE_DECIMALS_MAX = 10; // a rate becomes a factor with two more
    private static final int INTEGER_DIGITS_MAX = 15;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final FieldErrors errors;
    private final Model model;

    private PricingRules(FieldErrors errors, Model model) {
        this.errors = errors;
        this.model = model;
    }

    /**
     * Notes everything that is wrong.
     *
     * @param path of the object that the fields belong to, with a dot at its end
     */
    static void check(FieldErrors errors, String path, Model model, ChargePricing pricing) {
        PricingRules rules = new PricingRules(errors, model);
        for (Map.Entry<String, @Nullable Object> field : fields(pricing).entrySet()) {
            rules.field(path, field.getKey(), field.getValue());
        }
        rules.relations(path, pricing);
        List<Tier> tiers = pricing.tiers();
        if (tiers != null && required(model).contains("tiers")) {
            rules.tiers(path + "tiers", tiers);
        }
    }

    private static Set<String> required(Model model) {
        return switch (model) {
            case STANDARD -> Set.of("unit_amount");
            case PACKAGE -> Set.of("package_size", "package_amount");
            case GRADUATED, VOLUME, STAIR_STEP, GRADUATED_PERCENTAGE -> Set.of("tiers");
            case PERCENTAGE -> Set.of("rate");
            case DYNAMIC -> Set.of("amount_field");
        };
    }

    private static Set<String> optional(Model model) {
        return switch (model) {
            case STANDARD, DYNAMIC -> Set.of();
            case PACKAGE -> Set.of("free_units");
            case GRADUATED, VOLUME, STAIR_STEP, GRADUATED_PERCENTAGE -> Set.of("flat_at_zero");
            case PERCENTAGE ->
                Set.of("fixed_fee", "free_amount", "free_transactions", "transaction_minimum", "transaction_maximum");
        };
    }

    private static Map<String, @Nullable Object> fields(ChargePricing pricing) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("unit_amount", pricing.unitAmount());
        fields.put("tiers", pricing.tiers() == null || pricing.tiers().isEmpty() ? null : pricing.tiers());
        fields.put("flat_at_zero", pricing.tiers() == null ? pricing.flatAtZero() : null);
        fields.put("package_size", pricing.packageSize());
        fields.put("package_amount", pricing.packageAmount());
        fields.put("free_units", pricing.freeUnits());
        fields.put("rate", pricing.rate());
        fields.put("fixed_fee", pricing.fixedFee());
        fields.put("free_amount", pricing.freeAmount());
        fields.put("free_transactions", pricing.freeTransactions());
        fields.put("transaction_minimum", pricing.transactionMinimum());
        fields.put("transaction_maximum", pricing.transactionMaximum());
        fields.put("amount_field", pricing.amountField());
        return fields;
    }

    private void field(String path, String name, @Nullable Object value) {
        String words = model.name().toLowerCase(Locale.ROOT);
        boolean required = required(model).contains(name);
        boolean known = required || optional(model).contains(name);
        errors.require(value != null || !required, path + name, "required", "must be given for a " + words + " charge");
        errors.require(value == null || known, path + name, "not_allowed", "does not belong to a " + words + " charge");
        if (known && value instanceof BigDecimal number) {
            if (name.equals("rate")) {
                rate(path + name, number);
            } else {
                number(path + name, number, DECIMALS_MAX);
            }
        }
        if (value instanceof Long number) {
            errors.require(number >= 0, path + name, "negative", "must not be below zero");
        }
        if (known && value instanceof String property) {
            errors.require(
                    MetricRules.isProperty(property), path + name, "malformed", "must be the name of a property");
        }
    }

    private void number(String field, BigDecimal number, int decimals) {
        errors.require(number.signum() >= 0, field, "negative", "must not be below zero");
        errors.require(
                number.stripTrailingZeros().scale() <= decimals,
                field,
                "too_fine",
                "must have at most " + decimals + " decimals");
        errors.require(
                number.precision() - number.scale() <= INTEGER_DIGITS_MAX,
                field,
                "too_large",
                "must have at most 15 digits before the point");
    }

    private void rate(String field, BigDecimal percent) {
        number(field, percent, RATE_DECIMALS_MAX);
        errors.require(percent.compareTo(HUNDRED) <= 0, field, "out_of_range", "must be at most 100 percent");
    }

    private void relations(String path, ChargePricing pricing) {
        BigDecimal size = pricing.packageSize();
        errors.require(
                model != Model.PACKAGE || size == null || size.signum() != 0,
                path + "package_size",
                "not_positive",
                "must be above zero");
        BigDecimal least = pricing.transactionMinimum();
        BigDecimal most = pricing.transactionMaximum();
        errors.require(
                least == null || most == null || least.compareTo(most) <= 0,
                path + "transaction_minimum",
                "above_maximum",
                "must not be above the maximum");
    }

    private void tiers(String path, List<Tier> tiers) {
        BigDecimal below = BigDecimal.ZERO;
        for (int i = 0; i < tiers.size(); i++) {
            Tier tier = tiers.get(i);
            String at = path + "[" + i + "].";
            boolean last = i == tiers.size() - 1;
            BigDecimal upTo = tier.upTo();
            errors.require(
                    last == (upTo == null),
                    at + "up_to",
                    "open_end",
                    last
                            ? "must be left out: the last tier has no end"
                            : "must be given: only the last tier has no end");
            if (upTo != null) {
                errors.require(
                        upTo.compareTo(below) > 0,
                        at + "up_to",
                        "not_rising",
                        below.signum() == 0
                                ? "must be above zero"
                                : "must be above the tier before: " + below.toPlainString());
                below = upTo;
            }
            amounts(at, tier);
        }
    }

    private void amounts(String at, Tier tier) {
        if (model == Model.GRADUATED_PERCENTAGE) {
            rate(at + "unit_amount", tier.unitAmount());
        } else {
            number(at + "unit_amount", tier.unitAmount(), DECIMALS_MAX);
        }
        errors.require(
                model != Model.STAIR_STEP || tier.unitAmount().signum() == 0,
                at + "unit_amount",
                "not_zero",
                "must be 0 in a step: its amount is the flat one");
        number(at + "flat_amount", tier.flatAmount(), DECIMALS_MAX);
    }
}
