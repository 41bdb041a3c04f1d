package dev.countinghouse.catalog;

import com.fasterxml.jackson.annotation.JsonView;
import com.fasterxml.jackson.databind.util.StdConverter;
import dev.countinghouse.rating.domain.Tier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tiers as they go out: each says where it starts, which follows from the one before it and is not stored. */
class TiersJson extends StdConverter<List<Tier>, List<TiersJson.Item>> {

    /** How a price is stored. */
    interface Stored {}

    /** How a price is shown. */
    interface Shown {}

    /** @param from the tier has what is above it; null after a tier without end, which is refused */
    record Item(
            @JsonView(Shown.class) @Nullable BigDecimal from,
            @Nullable BigDecimal upTo,
            BigDecimal unitAmount,
            BigDecimal flatAmount) {}

    @Override
    public List<Item> convert(List<Tier> tiers) {
        List<Item> items = new ArrayList<>();
        BigDecimal from = BigDecimal.ZERO;
        for (Tier tier : tiers) {
            items.add(new Item(from, tier.upTo(), tier.unitAmount(), tier.flatAmount()));
            from = tier.upTo();
        }
        return items;
    }
}
