package dev.countinghouse.web.outbox;

import dev.countinghouse.outbox.EventService;
import dev.countinghouse.outbox.EventView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.PageParams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What happened in the tenant. */
@Path("/events")
@ApplicationScoped
@Tag(name = "Events")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class EventsResource {

    @Inject
    EventService events;

    @GET
    @Operation(summary = "List outbox events")
    public Page<EventView> list(@QueryParam("type") @Nullable String type, @BeanParam PageParams params) {
        return events.list(type, params.page());
    }
}
