package dev.countinghouse.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.rating.domain.Price;
import dev.countinghouse.rating.domain.Tier;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a plan asks money for. Stored as part of its plan version, and shown as it is.
 *
 * @param id made by us: invoice lines refer to it
 * @param code unique in the plan
 * @param kind recurring fee, or usage of a metric
 * @param timing when it is billed: before its period or after
 * @param model how its price is formed
 * @param metric code of the metric; only for usage
 * @param metricId the metric's id; only for usage
 * @param prorated whether a part of a period costs a part of the fee; only for recurring fees
 * @param unitAmount price of a unit in major units; only for {@link Model#STANDARD}
 * @param tiers only for {@link Model#GRADUATED}
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Charge(
        UUID id,
        String code,
        String name,
        Kind kind,
        Timing timing,
        Model model,
        @Nullable String metric,
        @Nullable UUID metricId,
        boolean prorated,
        @Nullable BigDecimal unitAmount,
        @Nullable List<Tier> tiers) {

    /** What a charge is for. */
    public enum Kind {
        RECURRING,
        USAGE
    }

    /** When a charge is billed. */
    public enum Timing {
        ADVANCE,
        ARREARS
    }

    /** How a price is formed. */
    public enum Model {
        STANDARD,
        GRADUATED
    }

    /** The price as a rule that can be applied. */
    public Price price() {
        return switch (model) {
            case STANDARD -> new Price.Standard(Objects.requireNonNull(unitAmount));
            case GRADUATED -> new Price.Graduated(Objects.requireNonNull(tiers));
        };
    }
}
