package dev.countinghouse.metering;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Refuses events by their transaction id. */
class ListedLimits extends UsageLimits {

    private final Set<String> refused = new HashSet<>();

    void refuse(String transactionId) {
        refused.add(transactionId);
    }

    @Override
    Map<UsageEvent.Key, String> beyond(Collection<UsageEvent> fresh) {
        Map<UsageEvent.Key, String> beyond = new HashMap<>();
        fresh.stream()
                .map(UsageEvent::key)
                .filter(key -> refused.contains(key.transactionId()))
                .forEach(key -> beyond.put(key, "limit"));
        return beyond;
    }
}
