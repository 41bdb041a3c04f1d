package dev.countinghouse.catalog;

import dev.countinghouse.time.BillingCycle;
import jakarta.persistence.AttributeConverter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Enums are written in lower case in the database, as they are on the wire. */
abstract class LowerCaseEnums<E extends Enum<E>> implements AttributeConverter<E, String> {

    private final Class<E> type;

    LowerCaseEnums(Class<E> type) {
        this.type = type;
    }

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable E value) {
        return value == null ? null : value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public @Nullable E convertToEntityAttribute(@Nullable String text) {
        return text == null ? null : Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }

    /** {@link Aggregation} as text. */
    static class OfAggregation extends LowerCaseEnums<Aggregation> {
        OfAggregation() {
            super(Aggregation.class);
        }
    }

    /** {@link BillingCycle.Unit} as text. */
    static class OfUnit extends LowerCaseEnums<BillingCycle.Unit> {
        OfUnit() {
            super(BillingCycle.Unit.class);
        }
    }

    /** {@link BillingCycle.Anchor} as text. */
    static class OfAnchor extends LowerCaseEnums<BillingCycle.Anchor> {
        OfAnchor() {
            super(BillingCycle.Anchor.class);
        }
    }
}
