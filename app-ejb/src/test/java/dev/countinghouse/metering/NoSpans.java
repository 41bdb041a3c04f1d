package dev.countinghouse.metering;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** No subscription meters anything any more; what one metered once is closed up to a moment. */
class NoSpans extends MeteredSpanRepository {

    private Instant closedThrough = Instant.MIN;

    void close(Instant through) {
        closedThrough = through;
    }

    @Override
    Map<UUID, UUID> customersOf(Collection<UUID> subscriptionIds) {
        return Map.of();
    }

    @Override
    List<ClosedUsage.Moment> closed(List<ClosedUsage.Moment> moments) {
        return moments.stream()
                .filter(moment -> moment.at().isBefore(closedThrough))
                .toList();
    }
}
