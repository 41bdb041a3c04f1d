package dev.countinghouse.catalog;

import dev.countinghouse.database.LowerCaseEnum;
import dev.countinghouse.metering.domain.QuantityRounding;
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

    /** {@link LateUsagePolicy} as text. */
    static class OfLateUsagePolicy extends LowerCaseEnum<LateUsagePolicy> {
        OfLateUsagePolicy() {
            super(LateUsagePolicy.class);
        }
    }

    /** {@link QuantityRounding.Mode} as text. */
    static class OfRoundingMode extends LowerCaseEnum<QuantityRounding.Mode> {
        OfRoundingMode() {
            super(QuantityRounding.Mode.class);
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

    /** {@link CouponTerms.Discount} as text. */
    static class OfDiscount extends LowerCaseEnum<CouponTerms.Discount> {
        OfDiscount() {
            super(CouponTerms.Discount.class);
        }
    }

    /** {@link CouponTerms.Duration} as text. */
    static class OfDuration extends LowerCaseEnum<CouponTerms.Duration> {
        OfDuration() {
            super(CouponTerms.Duration.class);
        }
    }

    /** {@link FeatureKind} as text. */
    static class OfFeatureKind extends LowerCaseEnum<FeatureKind> {
        OfFeatureKind() {
            super(FeatureKind.class);
        }
    }
}
