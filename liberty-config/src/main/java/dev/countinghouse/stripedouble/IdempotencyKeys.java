package dev.countinghouse.stripedouble;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The answers that were given under an {@code Idempotency-Key}; a request that failed before it began is not among them. */
final class IdempotencyKeys {
    private static final long KEPT_SECONDS = 24 * 3_600;

    private final Map<String, Stored> stored = new LinkedHashMap<>();
    private final Map<String, String> running = new HashMap<>();

    /**
     * One kept answer.
     *
     * @param fingerprint of the request that was answered
     * @param request its id
     * @param at seconds since 1970, of the machine's clock
     */
    record Stored(String fingerprint, int status, String body, String request, long at) {}

    /**
     * A request with this key begins.
     *
     * @return the answer to give again; null when this is the first request with the key
     * @throws StripeError when the key belongs to another request, or to one that still runs
     */
    synchronized @Nullable Stored begin(String key, String fingerprint, long now) {
        Set<String> old = new HashSet<>();
        for (Map.Entry<String, Stored> entry : stored.entrySet()) {
            if (entry.getValue().at() + KEPT_SECONDS > now) {
                break; // in the order in which they were made
            }
            old.add(entry.getKey());
        }
        stored.keySet().removeAll(old);
        Stored known = stored.get(key);
        String other = known == null ? running.get(key) : known.fingerprint();
        if (other != null && !other.equals(fingerprint)) {
            throw StripeError.otherParameters(key);
        }
        if (known == null && running.putIfAbsent(key, fingerprint) != null) {
            throw StripeError.keyInUse();
        }
        return known;
    }

    /** The request ended without an answer worth keeping; the key is free again. */
    synchronized void release(String key) {
        running.remove(key);
    }

    synchronized void keep(String key, Stored answer) {
        running.remove(key);
        stored.remove(key);
        stored.put(key, answer);
    }

    synchronized Map<String, Stored> all() {
        return new LinkedHashMap<>(stored);
    }

    synchronized void clear() {
        stored.clear();
    }
}
