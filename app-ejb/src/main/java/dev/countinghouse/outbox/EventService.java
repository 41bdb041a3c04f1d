package dev.countinghouse.outbox;

import dev.countinghouse.identity.Permission;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Reads what happened in a tenant. */
@Stateless
public class EventService {

    @Inject
    OutboxRepository events;

    /** Newest first. */
    @RolesAllowed(Permission.EVENT_READ)
    public Page<EventView> list(@Nullable String type, PageRequest page) {
        return Page.of(events.list(type, page), page, EventView::id);
    }
}
