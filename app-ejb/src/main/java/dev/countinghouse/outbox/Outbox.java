package dev.countinghouse.outbox;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Where events leave: written in the transaction they tell of, delivered later, so that neither happens without the other. */
@ApplicationScoped
public class Outbox {

    @Inject
    OutboxRepository events;

    @Inject
    BusinessClock clock;

    /**
     * Adds an event that happens now by the tenant's clock.
     *
     * @param type stable name such as {@code customer.created}
     * @param subjectId id of the resource it is about
     * @param payload what a receiver should know; written as JSON
     */
    public void add(String type, UUID subjectId, Map<String, ?> payload) {
        add(type, subjectId, payload, clock.instant());
    }

    /** The same for who has read the clock. */
    public void add(String type, UUID subjectId, Map<String, ?> payload, Instant occurredAt) {
        addAll(List.of(new Pending(type, subjectId, payload, occurredAt)));
    }

    /** Adds many events in one statement. */
    public void addAll(List<Pending> pending) {
        if (!pending.isEmpty()) {
            events.insert(pending);
        }
    }

    /**
     * An event to be added.
     *
     * @param occurredAt by the tenant's clock
     */
    public record Pending(String type, UUID subjectId, Map<String, ?> payload, Instant occurredAt) {

        UUID newId() {
            return Ids.next();
        }

        String json() {
            return Json.write(payload);
        }
    }
}
