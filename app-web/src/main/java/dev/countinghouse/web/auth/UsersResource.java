package dev.countinghouse.web.auth;

import dev.countinghouse.identity.MyTenants;
import dev.countinghouse.identity.TenantOfMine;
import dev.countinghouse.identity.UserService;
import dev.countinghouse.identity.UserView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.PageParams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The people of the tenant. */
@Path("/users")
@ApplicationScoped
@Tag(name = "People")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class UsersResource {

    @Inject
    UserService users;

    @Inject
    MyTenants tenants;

    @GET
    @Operation(summary = "List the tenant's users; for Admin and above")
    public Page<UserView> list(@BeanParam PageParams page) {
        return users.list(page.page());
    }

    @GET
    @Path("org")
    @Operation(summary = "The same as GET /users")
    public Page<UserView> org(@BeanParam PageParams page) {
        return users.list(page.page());
    }

    @GET
    @Path("me")
    @Operation(summary = "Who I am")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = UserView.class)))
    public Response me() {
        UserView me = users.me();
        return ETags.ok(me, me.version());
    }

    @GET
    @Path("me/tenants")
    @Operation(summary = "The tenants that I am a member of")
    public Page<TenantOfMine> tenants() {
        return new Page<>(tenants.list(), null);
    }

    @PATCH
    @Path("me")
    @Operation(summary = "Change my name")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = UserView.class)))
    public Response rename(@HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull ChangeMe request) {
        UserView me = users.rename(request.name(), ETags.expected(ifMatch));
        return ETags.ok(me, me.version());
    }

    /** What a user may change of himself. */
    public record ChangeMe(@NotBlank @Size(max = 200) String name) {}
}
