package dev.countinghouse.metering;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What customers have used in calendar months, exactly, rolled up or not. */
@ApplicationScoped
class MonthlyUsage {

    @Inject
    Metering metering;

    /** The usage of each month. */
    Map<UsageMonth, BigDecimal> of(Collection<UsageMonth> months) {
        List<UsageMonth> asked = months.stream().distinct().toList();
        List<MeteredUsage> usage =
                metering.usage(asked.stream().map(UsageMonth::window).toList());
        Map<UsageMonth, BigDecimal> used = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            used.put(asked.get(i), usage.get(i).quantity());
        }
        return used;
    }
}
