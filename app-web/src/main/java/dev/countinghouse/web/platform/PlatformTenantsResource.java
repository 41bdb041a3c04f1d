package dev.countinghouse.web.platform;

import dev.countinghouse.paging.Page;
import dev.countinghouse.platform.PlatformTenantService;
import dev.countinghouse.platform.PlatformTenantView;
import dev.countinghouse.platform.RegistryFilter;
import dev.countinghouse.platform.TenantKind;
import dev.countinghouse.platform.TenantStatus;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.Params;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
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

/** The registry of tenants, for operators. */
@Path("/platform/tenants")
@RequestScoped
@Tag(name = "Platform")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PlatformTenantsResource {

    @Inject
    PlatformTenantService tenants;

    @GET
    @Operation(summary = "List tenants; for operators")
    public Page<PlatformTenantView> list(@BeanParam TenantParams params) {
        return tenants.list(params.filter(), params.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One tenant; for operators")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PlatformTenantView.class)))
    public Response get(@PathParam("id") UUID id) {
        PlatformTenantView tenant = tenants.get(id);
        return ETags.ok(tenant, tenant.version());
    }

    @POST
    @Path("{id}/suspend")
    @Operation(summary = "Refuse a tenant's credentials and let its due work wait")
    public PlatformTenantView suspend(@PathParam("id") UUID id, @Valid @NotNull SuspendTenant request) {
        return tenants.suspend(id, request.reason());
    }

    @POST
    @Path("{id}/resume")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Let a suspended tenant go on")
    public PlatformTenantView resume(@PathParam("id") UUID id) {
        return tenants.resume(id);
    }

    /** Which tenants are asked for. */
    public static class TenantParams extends PageParams {

        @QueryParam("status")
        @Nullable
        String status;

        @QueryParam("kind")
        @Nullable
        String kind;

        @QueryParam("slug")
        @Nullable
        String slug;

        RegistryFilter filter() {
            return new RegistryFilter(
                    Params.oneOf("status", status, TenantStatus.class),
                    Params.oneOf("kind", kind, TenantKind.class),
                    slug);
        }
    }

    /** Why a tenant is suspended; its people are not told. */
    public record SuspendTenant(@NotBlank @Size(max = 500) String reason) {}
}
