package dev.countinghouse.web.platform;

import dev.countinghouse.identity.OperatorAccessService;
import dev.countinghouse.identity.SupportAccessView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.PageParams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
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
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How operators get into a tenant. */
@Path("/platform/tenants/{id}/support-access")
@ApplicationScoped
@Tag(name = "Platform")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PlatformSupportAccessResource {

    private static final int STANDARD_MINUTES = 60;
    private static final int MOST_MINUTES = 480;
    private static final int MOST_PERMISSIONS = 100;

    @Inject
    OperatorAccessService accesses;

    @GET
    @Operation(summary = "List operators' accesses to a tenant, newest first; for operators")
    public Page<SupportAccessView> list(@PathParam("id") UUID id, @BeanParam PageParams page) {
        return accesses.list(id, page.page());
    }

    @POST
    @Operation(
            summary = "Open an access to a tenant, for a reason and for a while; for operators",
            description =
                    "The token of the answer is sent as X-API-Key, and is shown this once. The tenant sees the access at"
                            + " once, with its reason, and its owner can end it. Without permissions it only reads.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = SupportAccessView.class)))
    public Response open(@PathParam("id") UUID id, @Valid @NotNull OpenAccess request) {
        int minutes = request.minutes() == null ? STANDARD_MINUTES : request.minutes();
        SupportAccessView access = accesses.open(id, request.reason(), minutes, request.permissions());
        return ETags.created("platform/tenants/" + id + "/support-access", access.id(), access);
    }

    @DELETE
    @Path("{access_id}")
    @Operation(summary = "End an access before its time; for operators")
    public void end(@PathParam("id") UUID id, @PathParam("access_id") UUID accessId) {
        accesses.end(id, accessId);
    }

    /** Why, for how many minutes (60 when left out), and to do what. */
    public record OpenAccess(
            @NotBlank @Size(max = 500) String reason,
            @Nullable @Min(1) @Max(MOST_MINUTES) Integer minutes,

            @Nullable @Size(min = 1, max = MOST_PERMISSIONS) List<@NotNull @Size(max = 64) String> permissions) {}
}
