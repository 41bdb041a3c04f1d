package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.ChargePricing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Charges of build minutes in arrears, by each model there is. */
final class InThresholds {

    private InThresholds() {}

    /** One of each model; by some of them more units can cost less. */
    static List<Charge> all() {
        List<Charge> all = new ArrayList<>();
        InAdvance.all().forEach(charge -> all.add(charge(charge.model(), charge.pricing())));
        all.add(charge(
                Charge.Model.VOLUME,
                ChargePricing.ofTiers(List.of(
                        Samples.tier("100", "0.3", "0"),
                        Samples.tier("500", "0.1", "1.005"),
                        Samples.tier(null, "0.0133", "4")))));
        all.add(charge(
                Charge.Model.STAIR_STEP,
                ChargePricing.ofTiers(List.of(
                        Samples.tier("50", "0", "5.25"),
                        Samples.tier("150", "0", "9"),
                        Samples.tier(null, "0", "30")))));
        return all;
    }

    static Charge charge(Charge.Model model, ChargePricing pricing) {
        return new Charge(
                Samples.USAGE_ID,
                "builds",
                "Build minutes",
                Charge.Kind.USAGE,
                Charge.Timing.ARREARS,
                model,
                "minutes",
                Samples.METRIC,
                false,
                null,
                pricing,
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                true,
                Map.of());
    }
}
