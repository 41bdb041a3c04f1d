package dev.countinghouse.web.platform;

import dev.countinghouse.jobs.JobView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.platform.ArchiveDownload;
import dev.countinghouse.platform.ArchiveView;
import dev.countinghouse.platform.ExportService;
import dev.countinghouse.web.api.Accepted;
import dev.countinghouse.web.api.Download;
import dev.countinghouse.web.api.PageParams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
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

/** All of the tenant's data, to take away. */
@Path("/tenant/export")
@ApplicationScoped
@Tag(name = "Tenant")
@Produces(MediaType.APPLICATION_JSON)
public class ExportsResource {

    @Inject
    ExportService exports;

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Take an archive of all of the tenant's data; for Admin and above")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = JobView.class)))
    public Response export() {
        JobView job = exports.export();
        return Accepted.job(job.id(), job);
    }

    @GET
    @Operation(summary = "List the tenant's exports")
    public Page<ArchiveView> list(@BeanParam PageParams page) {
        return exports.exports(page.page());
    }

    @GET
    @Path("{id}/content")
    @Produces("application/zip")
    @Operation(summary = "Download an export")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/zip",
                            schema = @Schema(implementation = String.class, format = "binary")))
    public Response content(@PathParam("id") UUID id) {
        ArchiveDownload download = exports.download(id);
        return Download.of(download.file(), download.name(), download.archive().bytes());
    }
}
