package dev.countinghouse.catalog;

import dev.countinghouse.database.LowerCaseEnum;
import dev.countinghouse.time.BillingCycle;

/** The enums of catalog tables, as text. */
final class EnumColumns {

    private EnumColumns() {}

    /** {@link Aggregation} as text. */
    static class OfAggregation extends LowerCaseEnum<Aggregation> {
        OfAggregation() {
            super(Aggregation.class);
        }
    }

    /** {@link BillingCycle.Unit} as text. */
    static class OfUnit extends LowerCaseEnum<BillingCycle.Unit> {
        OfUnit() {
            super(BillingCycle.Unit.class);
        }
    }

    /** {@link BillingCycle.Anchor} as text. */
    static class OfAnchor extends LowerCaseEnum<BillingCycle.Anchor> {
        OfAnchor() {
            super(BillingCycle.Anchor.class);
        }
    }
}
