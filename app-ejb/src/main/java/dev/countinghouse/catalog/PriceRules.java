package dev.countinghouse.catalog;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says exactly what is wrong with a price that stands for a charge's own. It has the form of the charge's, so that nothing is forgotten
 * in it.
 */
final class PriceRules {

    private final FieldErrors errors;
    private final String path;

    private PriceRules(FieldErrors errors, String path) {
        this.errors = errors;
        this.path = path;
    }

    /**
     * Notes everything that is wrong.
     *
     * @param path of the price, with a dot at its end
     */
    static void check(FieldErrors errors, String path, Charge charge, ChargePrice price) {
        PriceRules rules = new PriceRules(errors, path);
        PricingRules.check(errors, path, charge.model(), price.pricing());
        limits(errors, path, price.minimumAmount(), price.maximumAmount());
        rules.alike(charge.minimumAmount(), price.minimumAmount(), "minimum_amount");
        rules.alike(charge.maximumAmount(), price.maximumAmount(), "maximum_amount");
        rules.filters(charge.filters(), charge.model(), price);
    }

    /** Notes what is wrong with the limits of a charge or of a price. */
    static void limits(FieldErrors errors, String path, @Nullable BigDecimal least, @Nullable BigDecimal most) {
        errors.require(
                least == null || least.signum() >= 0, path + "minimum_amount", "negative", "must not be below zero");
        errors.require(
                most == null || most.signum() >= 0, path + "maximum_amount", "negative", "must not be below zero");
        errors.require(
                least == null || most == null || least.compareTo(most) <= 0,
                path + "minimum_amount",
                "above_maximum",
                "must not be above the maximum");
    }

    private void alike(@Nullable BigDecimal own, @Nullable BigDecimal other, String field) {
        errors.require(own == null || other != null, path + field, "required", "must be given: the charge has one");
        errors.require(own != null || other == null, path + field, "not_allowed", "cannot be: the charge has none");
    }

    private void filters(List<ChargeFilter> filters, Charge.Model model, ChargePrice price) {
        for (ChargeFilter filter : filters) {
            ChargePricing pricing = price.filters().get(filter.name());
            String field = FieldErrors.within(path + "filters", filter.name());
            errors.require(pricing != null, field, "required", "must be given: each filter has a price of its own");
            if (pricing != null) {
                PricingRules.check(errors, field + ".", model, pricing);
            }
        }
        Set<String> names = filters.stream().map(ChargeFilter::name).collect(Collectors.toSet());
        for (String name : new TreeSet<>(price.filters().keySet())) {
            errors.require(
                    names.contains(name),
                    FieldErrors.within(path + "filters", name),
                    "unknown",
                    "is no filter of the charge");
        }
    }
}
