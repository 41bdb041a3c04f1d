package dev.countinghouse.web.platform;

import dev.countinghouse.identity.ProvisioningKeyService;
import dev.countinghouse.identity.ProvisioningKeyView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.PageParams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
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

/** Keys with which trusted platforms make tenants, for operators. */
@Path("/platform/provisioning-keys")
@ApplicationScoped
@Tag(name = "Platform")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PlatformProvisioningKeysResource {

    @Inject
    ProvisioningKeyService keys;

    @GET
    @Operation(summary = "List provisioning keys, newest first; for operators")
    public Page<ProvisioningKeyView> list(@BeanParam PageParams page) {
        return keys.list(page.page());
    }

    @POST
    @Operation(summary = "Make a provisioning key; its secret is shown this once; for operators")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = ProvisioningKeyView.class)))
    public Response create(@Valid @NotNull CreateProvisioningKey request) {
        ProvisioningKeyView key = keys.create(request.externalPlatformId(), request.name());
        return ETags.created("platform/provisioning-keys", key.id(), key);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Revoke a provisioning key: it signs nothing from now on; for operators")
    public void revoke(@PathParam("id") UUID id) {
        keys.revoke(id);
    }

    /** Whose key, and what for. */
    public record CreateProvisioningKey(
            @NotNull
            @Pattern(
                    regexp = "[A-Za-z0-9._-]{1,64}",
                    message = "must be 1 to 64 letters, digits, dots, dashes and underscores")
            String externalPlatformId,

            @NotBlank @Size(max = 200) String name) {}
}
