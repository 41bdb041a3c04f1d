package dev.countinghouse.web.platform;

import dev.countinghouse.jobs.JobView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.platform.ArchiveDownload;
import dev.countinghouse.platform.ArchiveView;
import dev.countinghouse.platform.TenantLifeService;
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

/** Backups of a tenant, for operators. */
@Path("/platform/tenants/{id}/backups")
@ApplicationScoped
@Tag(name = "Platform")
@Produces(MediaType.APPLICATION_JSON)
public class BackupsResource {

    @Inject
    TenantLifeService life;

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Take a backup of a tenant while it works on")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = JobView.class)))
    public Response backup(@PathParam("id") UUID id) {
        JobView job = life.backup(id);
        return Accepted.job(job.id(), job);
    }

    @GET
    @Operation(summary = "List a tenant's backups")
    public Page<ArchiveView> list(@PathParam("id") UUID id, @BeanParam PageParams page) {
        return life.backups(id, page.page());
    }

    @GET
    @Path("{archive_id}/content")
    @Produces("application/zip")
    @Operation(summary = "Download a backup: all of the tenant's books, readable by whoever has the file")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/zip",
                            schema = @Schema(implementation = String.class, format = "binary")))
    public Response content(@PathParam("id") UUID id, @PathParam("archive_id") UUID archiveId) {
        ArchiveDownload download = life.download(id, archiveId);
        return Download.of(download.file(), download.name(), download.archive().bytes());
    }
}
