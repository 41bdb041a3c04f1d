package dev.countinghouse.web.auth;

import dev.countinghouse.identity.OpenSessionService;
import dev.countinghouse.identity.SessionView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.PageParams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where people are logged in. */
@Path("/sessions")
@ApplicationScoped
@Tag(name = "People")
@Produces(MediaType.APPLICATION_JSON)
public class SessionsResource {

    @Inject
    OpenSessionService sessions;

    @GET
    @Operation(summary = "List my sessions at this tenant; with user_id a member's, for Admin and above")
    public Page<SessionView> list(@BeanParam PageParams page, @QueryParam("user_id") @Nullable UUID userId) {
        return sessions.list(userId, page.page());
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "End a session: mine, or a member's for Admin and above. Its tokens are refused from now on")
    public void end(@PathParam("id") UUID id) {
        sessions.end(id);
    }

    @POST
    @Path("end-others")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "End all my other sessions, also those at other tenants")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Ended.class)))
    public Response endOthers() {
        return Response.ok(new Ended(sessions.endOthers())).build();
    }

    /** How many sessions were ended. */
    public record Ended(int ended) {}
}
