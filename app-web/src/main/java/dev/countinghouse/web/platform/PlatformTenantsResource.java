package dev.countinghouse.web.platform;

import dev.countinghouse.paging.Page;
import dev.countinghouse.platform.PlatformTenantService;
import dev.countinghouse.platform.PlatformTenantView;
import dev.countinghouse.platform.Registration;
import dev.countinghouse.platform.RegistryFilter;
import dev.countinghouse.platform.TenantKind;
import dev.countinghouse.platform.TenantStatus;
import dev.countinghouse.web.api.CurrencyCode;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.Params;
import dev.countinghouse.web.api.SlugName;
import dev.countinghouse.web.api.TimeZoneName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The registry of tenants, for operators. */
@Path("/platform/tenants")
@ApplicationScoped
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

    @POST
    @Operation(summary = "Make a tenant with its owner; for operators")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = PlatformTenantView.class)))
    public Response create(@Valid @NotNull CreateTenant request) {
        PlatformTenantView tenant = tenants.create(new Registration(
                request.company(),
                request.slug(),
                request.email(),
                request.password(),
                request.name(),
                request.timeZone(),
                request.currency()));
        return ETags.created("platform/tenants", tenant.id(), tenant);
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

    /** A tenant and its owner. */
    public record CreateTenant(
            @NotBlank @Size(max = 200) String company,
            @NotNull @SlugName String slug,

            @NotNull @Email(message = "must be an e-mail address") @Size(max = 254)
            String email,

            @NotNull @Size(min = 15, max = 256, message = "must be 15 to 256 characters")
            String password,

            @NotBlank @Size(max = 200) String name,
            @Nullable @TimeZoneName String timeZone,
            @Nullable @CurrencyCode String currency) {

        /** Never the password. */
        @Override
        public String toString() {
            return "CreateTenant[" + slug + "]";
        }
    }
}
