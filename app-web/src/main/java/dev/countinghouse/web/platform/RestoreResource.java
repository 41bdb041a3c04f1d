package dev.countinghouse.web.platform;

import dev.countinghouse.jobs.JobView;
import dev.countinghouse.platform.RestoreService;
import dev.countinghouse.web.api.Accepted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The beginning of a restore, for operators. */
@Path("/platform/tenants/{id}/restore")
@ApplicationScoped
@Tag(name = "Platform")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RestoreResource {

    @Inject
    RestoreService restores;

    @POST
    @Operation(
            summary =
                    "Restore a backup, or the books of a moment since, beside the tenant's and compare the two; nothing of the books changes")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = JobView.class)))
    public Response restore(@PathParam("id") UUID id, @Valid @NotNull RestoreBackup request) {
        JobView job = restores.restore(id, request.archiveId(), request.to());
        return Accepted.job(job.id(), job);
    }

    /**
     * What is restored.
     *
     * @param archiveId the backup; without it, the newest one that was taken by the moment
     * @param to the moment to carry the books on to, after the backup; without it, the backup's own
     */
    public record RestoreBackup(
            @Nullable UUID archiveId, @Nullable Instant to) {}
}
