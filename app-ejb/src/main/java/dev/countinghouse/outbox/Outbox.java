package dev.countinghouse.outbox;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where events leave: written in the transaction they tell of, together with the webhook endpoints that they are to be delivered to,
 * and delivered later, so that neither happens without the other.
 */
@ApplicationScoped
public class Outbox {

    @Inject
    OutboxRepository events;

    @Inject
    Event<EventsAdded> added;

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
            added.fire(new EventsAdded(pending));
        }
    }

    /**
     * Adds an event that one webhook endpoint gets, whatever it wants, and no other.
     *
     * @return the event's id
     */
    public UUID addFor(UUID endpointId, String type, Map<String, ?> payload) {
        Pending event = new Pending(Ids.next(), type, endpointId, payload, clock.instant(), endpointId);
        events.insert(List.of(event));
        return event.id();
    }

    /**
     * An event to be added.
     *
     * @param id of those that one replica adds the later is the greater
     * @param occurredAt by the tenant's clock
     * @param onlyTo the one webhook endpoint that gets it; null: all that want it
     */
    public record Pending(
            UUID id,
            String type,
            UUID subjectId,
            Map<String, ?> payload,
            Instant occurredAt,
            @Nullable UUID onlyTo) {

        /** A new one, for whoever wants it. */
        public Pending(String type, UUID subjectId, Map<String, ?> payload, Instant occurredAt) {
            this(Ids.next(), type, subjectId, payload, occurredAt, null);
        }

        String json() {
            return Json.write(payload);
        }
    }
}
