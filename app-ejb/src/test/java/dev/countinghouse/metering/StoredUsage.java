package dev.countinghouse.metering;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Usage events kept in memory, under the rule of the database: one event per source and transaction id. */
class StoredUsage extends UsageEventRepository {

    private final Map<UsageEvent.Key, UsageEvent> rows = new LinkedHashMap<>();
    private final List<UsageEvent> touched = new ArrayList<>();

    @Override
    Set<UUID> insert(List<UsageEvent> events) {
        Set<UUID> inserted = new HashSet<>();
        for (UsageEvent event : events) {
            if (rows.putIfAbsent(event.key(), event) == null) {
                inserted.add(event.id());
            }
        }
        return inserted;
    }

    @Override
    Map<UsageEvent.Key, UsageEvent> find(Collection<UsageEvent.Key> keys) {
        Map<UsageEvent.Key, UsageEvent> found = new HashMap<>(rows);
        found.keySet().retainAll(keys);
        return found;
    }

    @Override
    void touch(List<UsageEvent> events) {
        touched.addAll(events);
    }

    List<String> transactionIds() {
        return rows.keySet().stream().map(UsageEvent.Key::transactionId).toList();
    }

    List<UsageEvent> touched() {
        return touched;
    }
}
