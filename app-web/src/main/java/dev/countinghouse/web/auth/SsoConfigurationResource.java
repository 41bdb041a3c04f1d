package dev.countinghouse.web.auth;

import dev.countinghouse.identity.GroupRole;
import dev.countinghouse.identity.SsoChange;
import dev.countinghouse.identity.SsoConfigurationService;
import dev.countinghouse.identity.SsoFinding;
import dev.countinghouse.identity.SsoTestService;
import dev.countinghouse.identity.SsoView;
import dev.countinghouse.web.api.ETags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How the members of a tenant log in through its OpenID provider. */
@Path("/tenant/sso")
@ApplicationScoped
@Tag(name = "Tenant")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SsoConfigurationResource {

    private static final List<String> SCOPES = List.of("openid", "email", "profile");
    private static final String GROUPS_CLAIM = "groups";

    @Inject
    SsoConfigurationService configurations;

    @Inject
    SsoTestService tests;

    @GET
    @Operation(summary = "The tenant's single sign-on; the client secret is never shown")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SsoView.class)))
    public Response get() {
        return ok(configurations.get());
    }

    @PUT
    @Operation(
            summary = "Set up single sign-on",
            description =
                    "Sets all of it anew; only the client secret, when left out, stays, as long as issuer and client_id"
                            + " do. Register <public URL>/api/v1/auth/sso/<slug>/callback as redirect URI at the provider. A"
                            + " member gets the role of the first of group_roles whose group he is in, else default_role, each"
                            + " time he logs in; who then has none is no member any more. Owners are left alone and log in with"
                            + " their passwords.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SsoView.class)))
    public Response configure(@HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull ConfigureSso request) {
        return ok(configurations.configure(request.change(), ETags.expected(ifMatch)));
    }

    @DELETE
    @Operation(summary = "End single sign-on: members log in with passwords of their own again")
    public void delete() {
        configurations.delete();
    }

    @POST
    @Path("test")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Ask the identity provider what it is, and tell what is wrong with its answer")
    public SsoFinding test() {
        return tests.test();
    }

    private static Response ok(SsoView view) {
        return ETags.ok(view, view.version());
    }

    /** How members are to log in. */
    public record ConfigureSso(
            @Nullable Boolean enabled,
            @Nullable Boolean required,
            @NotNull @Size(min = 1, max = 500) String issuer,

            @NotNull
            @Size(max = 255)
            @Pattern(regexp = "[\\x20-\\x7E]+", message = "must be printable ASCII characters")
            String clientId,

            @Nullable
            @Size(max = 500)
            @Pattern(regexp = "[\\x20-\\x7E]+", message = "must be printable ASCII characters")
            String clientSecret,

            @Nullable @Size(min = 1, max = 20)
            List<
                            @NotNull
                            @Pattern(
                                    regexp = "[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,100}",
                                    message = "must be a scope: up to 100 characters without spaces and quotes")
                            String>
                    scopes,

            @Nullable @Size(min = 1, max = 100) String groupsClaim,
            @Nullable @Valid @Size(max = 100) List<@NotNull MapGroup> groupRoles,
            @Nullable @Size(min = 1, max = 32) String defaultRole,

            @NotNull @Size(min = 1, max = 100)
            List<
                            @NotNull @Size(max = 189)
                            @Pattern(
                                    regexp = "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}",
                                    message = "must be a domain in lower case such as example.com")
                            String>
                    emailDomains,

            @Nullable Boolean createsUsers) {

        SsoChange change() {
            return new SsoChange(
                    Boolean.TRUE.equals(enabled),
                    Boolean.TRUE.equals(required),
                    issuer,
                    clientId,
                    clientSecret,
                    scopes == null ? SCOPES : scopes,
                    groupsClaim == null ? GROUPS_CLAIM : groupsClaim,
                    groupRoles == null
                            ? List.of()
                            : groupRoles.stream().map(MapGroup::mapped).toList(),
                    defaultRole,
                    emailDomains,
                    Boolean.TRUE.equals(createsUsers));
        }

        /** Never the secret. */
        @Override
        public String toString() {
            return "ConfigureSso[" + issuer + "]";
        }
    }

    /** What a group of the provider's gives. */
    public record MapGroup(
            @NotNull @Size(min = 1, max = 255) String group,
            @NotNull @Size(min = 1, max = 32) String role) {

        GroupRole mapped() {
            return new GroupRole(group, role);
        }
    }
}
