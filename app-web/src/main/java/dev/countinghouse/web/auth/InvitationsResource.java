package dev.countinghouse.web.auth;

import dev.countinghouse.identity.InvitationService;
import dev.countinghouse.identity.InvitationView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.PageParams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** People who are asked to become members. */
@Path("/invitations")
@ApplicationScoped
@Tag(name = "People")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class InvitationsResource {

    @Inject
    InvitationService invitations;

    @POST
    @Operation(summary = "Mail somebody an invitation; an earlier one of the address is over by that")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = InvitationView.class)))
    public Response create(@Valid @NotNull Invite request) {
        InvitationView invitation = invitations.create(request.email(), request.role());
        return ETags.created("invitations", invitation.id(), invitation);
    }

    @GET
    @Operation(summary = "List invitations")
    public Page<InvitationView> list(@BeanParam PageParams page) {
        return invitations.list(page.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One invitation")
    public InvitationView get(@PathParam("id") UUID id) {
        return invitations.get(id);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Take an invitation back")
    public void revoke(@PathParam("id") UUID id) {
        invitations.revoke(id);
    }

    /** Who is asked, and what he is to be. */
    public record Invite(
            @NotNull @Email(message = "must be an e-mail address") @Size(max = 254)
            String email,

            @NotNull @Size(max = 32) String role) {}
}
