package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** All that one test key sees. Requests of one account run one after another, under its lock. */
final class Account {
    /** Facts that Stripe would not show: what a card will do, what a delivery still owes. Never in an answer. */
    static final String HIDDEN = "~";

    private static final int EVENTS_KEPT = 5_000; // four a payment, a few kilobytes each
    private static final int REQUESTS_KEPT = 2_000;

    final ReentrantLock lock = new ReentrantLock();
    final Faults faults = new Faults();
    final IdempotencyKeys keys = new IdempotencyKeys();

    private final String name;
    private final Clock clock;
    private final Map<String, ObjectNode> objects = new HashMap<>();
    private final Map<String, SequencedSet<String>> kinds = new HashMap<>();
    private final Deque<ObjectNode> requests = new ArrayDeque<>();
    private long counter;
    private long offsetSeconds;

    /**
     * An empty account.
     *
     * @param name what stands for the key; the key itself is kept nowhere
     */
    Account(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
    }

    String name() {
        return name;
    }

    /** This moment on the account's own clock, which can be advanced. */
    Instant now() {
        return clock.instant().plusSeconds(offsetSeconds);
    }

    long offsetSeconds() {
        return offsetSeconds;
    }

    void setOffset(long seconds) {
        offsetSeconds = seconds;
    }

    long counter() {
        return counter;
    }

    long nextCounter() {
        return ++counter;
    }

    void setCounter(long value) {
        counter = value;
    }

    /** The kept object, to be read only; null when there is none. */
    @Nullable
    ObjectNode object(String id) {
        return objects.get(id);
    }

    /** Ids of a kind, oldest first. */
    SequencedSet<String> ids(String kind) {
        return kinds.getOrDefault(kind, new LinkedHashSet<>());
    }

    void put(ObjectNode object) {
        String id = object.path("id").asText();
        objects.put(id, object);
        SequencedSet<String> ids = kinds.computeIfAbsent(object.path("object").asText(), kind -> new LinkedHashSet<>());
        ids.add(id);
        if (ids.size() > EVENTS_KEPT && "event".equals(object.path("object").asText())) {
            objects.remove(ids.removeFirst());
        }
    }

    void remove(String id) {
        ObjectNode old = objects.remove(id);
        if (old != null) {
            ids(old.path("object").asText()).remove(id);
        }
    }

    void clear() {
        objects.clear();
        kinds.clear();
        requests.clear();
        keys.clear();
        faults.clear();
        offsetSeconds = 0;
    }

    /** Every object, hidden ones too, in an order in which they can be put back. */
    List<JsonNode> everything() {
        List<JsonNode> all = new ArrayList<>();
        for (SequencedSet<String> ids : kinds.values()) {
            for (String id : ids) {
                ObjectNode object = objects.get(id);
                if (object != null) {
                    all.add(object);
                }
            }
        }
        return all;
    }

    void log(ObjectNode request) {
        requests.addLast(request);
        if (requests.size() > REQUESTS_KEPT) {
            requests.removeFirst();
        }
    }

    /** The last requests, oldest first. */
    List<ObjectNode> requests() {
        return List.copyOf(requests);
    }
}
