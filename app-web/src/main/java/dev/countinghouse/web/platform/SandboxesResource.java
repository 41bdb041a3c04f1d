package dev.countinghouse.web.platform;

import dev.countinghouse.jobs.JobView;
import dev.countinghouse.platform.ExportService;
import dev.countinghouse.platform.SandboxView;
import dev.countinghouse.web.api.Accepted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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

/** Copies of the tenant to play with. */
@Path("/tenant/sandboxes")
@ApplicationScoped
@Tag(name = "Tenant")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SandboxesResource {

    @Inject
    ExportService sandboxes;

    @POST
    @Operation(summary = "Copy the tenant into a sandbox: test keys, a clock of its own, nothing leaves it")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = JobView.class)))
    public Response create(@Valid @NotNull NewSandbox request) {
        JobView job = sandboxes.makeSandbox(request.slug(), request.name());
        return Accepted.job(job.id(), job);
    }

    @GET
    @Operation(summary = "The tenant's sandboxes")
    public Sandboxes list() {
        return new Sandboxes(sandboxes.sandboxes());
    }

    /** All there are: a tenant has few. */
    public record Sandboxes(List<SandboxView> data) {}
}
