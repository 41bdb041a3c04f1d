package dev.countinghouse.web.catalog;

import dev.countinghouse.catalog.ChargePrice;
import dev.countinghouse.catalog.PlanPhase;
import dev.countinghouse.web.api.CreatePrice;
import dev.countinghouse.web.api.CurrencyCode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * So many periods of a subscription, or in the last phase all that are left. Prices are of charges, by their codes and then by
 * currencies; what has none costs what its charge says.
 */
public record CreatePhase(
        @NotBlank @Size(max = 100) String name,
        @Nullable @Min(1) @Max(1_200) Integer periods,

        @Nullable @Size(max = 100)
        Map<
                        @NotNull @Size(max = 64) String,
                        @NotNull @Size(min = 1, max = 50) Map<@CurrencyCode String, @Valid @NotNull CreatePrice>>
                prices) {

    private PlanPhase toNew() {
        Map<String, Map<String, ChargePrice>> ofCharges = new TreeMap<>();
        if (prices != null) {
            prices.forEach((code, ofCharge) -> ofCharges.put(code, CreatePrice.toNew(ofCharge)));
        }
        return new PlanPhase(name, periods, ofCharges);
    }

    static List<PlanPhase> toNew(List<CreatePhase> phases) {
        return phases.stream().map(CreatePhase::toNew).toList();
    }
}
