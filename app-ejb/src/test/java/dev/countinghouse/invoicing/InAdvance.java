package dev.countinghouse.invoicing;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.Charge.Model;
import dev.countinghouse.catalog.ChargeFilter;
import dev.countinghouse.catalog.ChargePricing;
import dev.countinghouse.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Charges of build minutes in advance, by each model that can be. */
final class InAdvance {

    static final Charge STANDARD = charge(Model.STANDARD, "{'unit_amount': '0.333'}");
    static final Charge PACKAGES =
            charge(Model.PACKAGE, "{'package_size': '7.5', 'package_amount': '1.99', 'free_units': '25'}");
    static final Charge GRADUATED = charge(
            Model.GRADUATED,
            "{'tiers': [{'up_to': '50', 'unit_amount': '0.08', 'flat_amount': '0'}, {'up_to': '150', 'unit_amount': '0.05',"
                    + " 'flat_amount': '1.005'}, {'up_to': null, 'unit_amount': '0.0133', 'flat_amount': '0'}]}");
    static final Charge PERCENTAGE = charge(Model.PERCENTAGE, "{'rate': '1.5', 'fixed_fee': '0.035'}");
    static final Charge OF_EACH = charge(
            Model.PERCENTAGE,
            "{'rate': '2', 'free_transactions': 2, 'transaction_minimum': '0.75', 'transaction_maximum': '2.5'}");
    static final Charge GRADUATED_PERCENTAGE = charge(
            Model.GRADUATED_PERCENTAGE,
            "{'flat_at_zero': false, 'tiers': [{'up_to': '100', 'unit_amount': '3', 'flat_amount': '5'},"
                    + " {'up_to': null, 'unit_amount': '1.25', 'flat_amount': '0.5'}]}");
    static final Charge DYNAMIC = charge(Model.DYNAMIC, "{'amount_field': 'cost'}");

    private InAdvance() {}

    /** One of each model. */
    static List<Charge> all() {
        return List.of(STANDARD, PACKAGES, GRADUATED, PERCENTAGE, OF_EACH, GRADUATED_PERCENTAGE, DYNAMIC);
    }

    private static Charge charge(Model model, String pricing) {
        ChargePricing price = Json.read(pricing.replace('\'', '"'), new TypeReference<>() {});
        return new Charge(
                Samples.USAGE_ID,
                "builds",
                "Build minutes",
                Charge.Kind.USAGE,
                Charge.Timing.ADVANCE,
                model,
                "minutes",
                Samples.METRIC,
                false,
                null,
                price,
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                true,
                Map.of());
    }

    /** The same with limits of a period. */
    static Charge limited(Charge charge, @Nullable String least, @Nullable String most) {
        return like(
                charge,
                charge.groupBy(),
                charge.filters(),
                least == null ? null : new BigDecimal(least),
                most == null ? null : new BigDecimal(most));
    }

    /** The same by region. */
    static Charge grouped(Charge charge) {
        return like(charge, List.of("region"), List.of(), charge.minimumAmount(), charge.maximumAmount());
    }

    /** The same with a bucket of its own for Europe. */
    static Charge filtered(Charge charge) {
        ChargeFilter europe = new ChargeFilter("Europe", Map.of("region", List.of("eu")), charge.pricing());
        return like(charge, List.of(), List.of(europe), charge.minimumAmount(), charge.maximumAmount());
    }

    private static Charge like(
            Charge charge,
            List<String> groupBy,
            List<ChargeFilter> filters,
            @Nullable BigDecimal least,
            @Nullable BigDecimal most) {
        return new Charge(
                charge.id(),
                charge.code(),
                charge.name(),
                charge.kind(),
                charge.timing(),
                charge.model(),
                charge.metric(),
                charge.metricId(),
                charge.prorated(),
                charge.quantity(),
                charge.pricing(),
                groupBy,
                filters,
                least,
                most,
                charge.taxRates(),
                charge.invoiceable(),
                charge.prices());
    }
}
