package dev.countinghouse.web.platform;

import dev.countinghouse.platform.RestoreService;
import dev.countinghouse.platform.RestoreView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is done with books that a job restored beside a tenant's, for operators. */
@Path("/platform/tenants/{id}/restores/{job_id}")
@ApplicationScoped
@Tag(name = "Platform")
@Produces(MediaType.APPLICATION_JSON)
public class RestoresResource {

    @Inject
    RestoreService restores;

    @GET
    @Operation(summary = "How far a restore came")
    public RestoreView get(@PathParam("id") UUID id, @PathParam("job_id") UUID jobId) {
        return restores.get(id, jobId);
    }

    @POST
    @Path("swap")
    @Operation(summary = "Make the restored books the tenant's")
    public RestoreView swap(@PathParam("id") UUID id, @PathParam("job_id") UUID jobId) {
        return restores.swap(id, jobId);
    }

    @POST
    @Path("undo")
    @Operation(summary = "Give the tenant the books back that it had before the swap")
    public RestoreView undo(@PathParam("id") UUID id, @PathParam("job_id") UUID jobId) {
        return restores.undo(id, jobId);
    }

    @POST
    @Path("discard")
    @Operation(summary = "Drop what stands beside the tenant's books")
    public RestoreView discard(@PathParam("id") UUID id, @PathParam("job_id") UUID jobId) {
        return restores.discard(id, jobId);
    }
}
