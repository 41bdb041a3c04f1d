package dev.countinghouse.web.platform;

import dev.countinghouse.jobs.JobView;
import dev.countinghouse.platform.ImportService;
import dev.countinghouse.platform.NewImport;
import dev.countinghouse.web.api.Accepted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Archives that become new tenants, for operators. */
@Path("/platform/tenants/import")
@ApplicationScoped
@Tag(name = "Platform")
@Produces(MediaType.APPLICATION_JSON)
public class TenantImportResource {

    @Inject
    ImportService imports;

    @POST
    @Consumes("application/zip")
    @Operation(
            summary =
                    "Make a new tenant of an export or a backup, sent as the body; it is suspended then, to be looked at"
                            + " before it is resumed")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = JobView.class)))
    public Response receive(@BeanParam ImportParams params, InputStream body) {
        JobView job = imports.receive(params.wanted(), body);
        return Accepted.job(job.id(), job);
    }

    /** What the archive is to become. */
    public static class ImportParams {

        @QueryParam("slug")
        @Parameter(description = "Of the new tenant", required = true)
        @Nullable
        String slug;

        @QueryParam("name")
        @Parameter(description = "Of the new tenant", required = true)
        @Nullable
        String name;

        @QueryParam("owner")
        @Parameter(description = "E-mail address of the user who becomes its owner; nobody when left out")
        @Nullable
        String owner;

        NewImport wanted() {
            return new NewImport(slug, name, owner);
        }
    }
}
