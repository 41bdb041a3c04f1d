package dev.countinghouse.web.auth;

import dev.countinghouse.identity.NewRole;
import dev.countinghouse.identity.RoleService;
import dev.countinghouse.identity.RoleView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.ETags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What members may do: the built-in roles, and the tenant's own. */
@Path("/roles")
@ApplicationScoped
@Tag(name = "People")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RolesResource {

    @Inject
    RoleService roles;

    @GET
    @Operation(summary = "All roles with their permissions: the built-in ones, weakest first, then the tenant's own")
    public Page<RoleView> list() {
        return roles.list();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One of the tenant's own roles")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RoleView.class)))
    public Response get(@PathParam("id") UUID id) {
        return ok(roles.get(id));
    }

    @POST
    @Operation(summary = "Make a role of permissions that you have")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = RoleView.class)))
    public Response create(@Valid @NotNull CreateRole request) {
        RoleView role = roles.create(new NewRole(request.code(), request.name(), request.permissions()));
        return ETags.created("roles", String.valueOf(role.id()), role);
    }

    @PATCH
    @Path("{id}")
    @Operation(summary = "Change a role; it holds at once for whoever has it")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RoleView.class)))
    public Response change(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull ChangeRole request) {
        return ok(roles.change(id, request.name(), request.permissions(), ETags.expected(ifMatch)));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Delete a role that nobody has")
    public void delete(@PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        roles.delete(id, ETags.expected(ifMatch));
    }

    private static Response ok(RoleView role) {
        Integer version = role.version();
        return version == null ? Response.ok(role).build() : ETags.ok(role, version);
    }

    /** A role to be made. */
    public record CreateRole(
            @NotNull
            @Pattern(
                    regexp = "[a-z][a-z0-9_-]{1,31}",
                    message =
                            "must be 2 to 32 lower-case letters, digits, dashes and underscores, beginning with a letter")
            String code,

            @NotBlank @Size(max = 200) String name,
            @NotNull @Size(min = 1, max = 100) List<@NotNull String> permissions) {}

    /** What to change of a role; what is left out stays. */
    public record ChangeRole(
            @Nullable @Size(min = 1, max = 200) String name,
            @Nullable @Size(min = 1, max = 100) List<@NotNull String> permissions) {}
}
