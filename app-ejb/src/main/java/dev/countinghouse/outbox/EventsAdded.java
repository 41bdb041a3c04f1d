package dev.countinghouse.outbox;

import java.util.List;

/** Events were added: fired in their transaction, for what has to happen if and only if they do. */
public record EventsAdded(List<Outbox.Pending> events) {

    public EventsAdded {
        events = List.copyOf(events);
    }
}
