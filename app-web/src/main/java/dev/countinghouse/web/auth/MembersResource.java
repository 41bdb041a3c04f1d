package dev.countinghouse.web.auth;

import dev.countinghouse.identity.MemberFactorService;
import dev.countinghouse.identity.MemberService;
import dev.countinghouse.identity.UserService;
import dev.countinghouse.identity.UserView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.PageParams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Memberships of the tenant. */
@Path("/members")
@ApplicationScoped
@Tag(name = "People")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class MembersResource {

    @Inject
    UserService users;

    @Inject
    MemberService members;

    @Inject
    MemberFactorService factors;

    @GET
    @Operation(summary = "List members with their roles; for Admin and above")
    public Page<UserView> list(@BeanParam PageParams page) {
        return users.list(page.page());
    }

    @PATCH
    @Path("{user_id}")
    @Operation(summary = "Give a member another role; what he loses by it he loses at once")
    public UserView change(@PathParam("user_id") UUID userId, @Valid @NotNull ChangeMember request) {
        return members.change(userId, request.role());
    }

    @DELETE
    @Path("{user_id}")
    @Operation(summary = "End a membership: its sessions, tokens and the keys that he made are refused from now on")
    public void remove(@PathParam("user_id") UUID userId) {
        members.remove(userId);
    }

    @DELETE
    @Path("{user_id}/mfa")
    @Operation(
            summary = "Take away the second factor of a member who lost it: his sessions end, and a mail tells him",
            description = "Not one's own, not of who may do more than oneself, and not of who is in other tenants too.")
    public void resetMfa(@PathParam("user_id") UUID userId) {
        factors.reset(userId);
    }

    @DELETE
    @Path("me")
    @Operation(summary = "Leave the tenant; the last owner cannot")
    public void leave() {
        members.leave();
    }

    /** What a member is to be from now on. */
    public record ChangeMember(@NotNull @Size(max = 32) String role) {}
}
