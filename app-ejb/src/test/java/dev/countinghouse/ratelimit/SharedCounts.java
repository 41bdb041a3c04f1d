package dev.countinghouse.ratelimit;

import dev.countinghouse.redis.SlidingWindows;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What Redis would count, slowly and plainly; with the power to be away or to forget. */
class SharedCounts extends SlidingWindows {

    private final LongSupplier millis;
    private final Map<String, Deque<Long>> counted = new HashMap<>();
    boolean away;
    int asked;

    SharedCounts(LongSupplier millis) {
        this.millis = millis;
    }

    void forget() {
        counted.clear();
    }

    @Override
    public Optional<Answer> take(List<Window> windows) {
        if (away) {
            return Optional.empty();
        }
        asked++;
        long now = millis.getAsLong();
        boolean allowed = true;
        for (Window window : windows) {
            Deque<Long> moments = counted.computeIfAbsent(window.key(), key -> new ArrayDeque<>());
            moments.removeIf(moment -> moment <= now - window.millis());
            allowed &= moments.size() < window.quota();
        }
        List<State> states = new ArrayList<>();
        for (Window window : windows) {
            Deque<Long> moments = counted.getOrDefault(window.key(), new ArrayDeque<>());
            if (allowed) {
                moments.add(now);
            }
            long frees = moments.isEmpty() ? 0 : moments.getFirst() + window.millis() - now;
            states.add(new State(moments.size(), frees));
        }
        return Optional.of(new Answer(allowed, states));
    }
}
