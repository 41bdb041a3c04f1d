package dev.countinghouse.web.jobs;

import dev.countinghouse.jobs.JobFilter;
import dev.countinghouse.jobs.JobKind;
import dev.countinghouse.jobs.JobService;
import dev.countinghouse.jobs.JobState;
import dev.countinghouse.jobs.JobView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.Accepted;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.Params;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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

/** Long work: how far it is, and how it ended. */
@Path("/jobs")
@ApplicationScoped
@Tag(name = "Jobs")
@Produces(MediaType.APPLICATION_JSON)
public class JobsResource {

    @Inject
    JobService jobs;

    @GET
    @Operation(summary = "List jobs: the tenant's, or all tenants' for operators")
    public Page<JobView> list(@BeanParam JobParams params) {
        return jobs.list(params.filter(), params.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One job, its progress, its result or why it failed")
    public JobView get(@PathParam("id") UUID id) {
        return jobs.get(id);
    }

    @POST
    @Path("{id}/cancel")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Ask a job to stop and undo the step it is at")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = JobView.class)))
    public Response cancel(@PathParam("id") UUID id) {
        return Accepted.job(id, jobs.cancel(id));
    }

    /** Which jobs are asked for. */
    public static class JobParams extends PageParams {

        @QueryParam("tenant_id")
        @Nullable
        String tenantId;

        @QueryParam("kind")
        @Nullable
        String kind;

        @QueryParam("state")
        @Nullable
        String state;

        JobFilter filter() {
            return new JobFilter(
                    Params.uuid("tenant_id", tenantId),
                    Params.oneOf("kind", kind, JobKind.class),
                    Params.oneOf("state", state, JobState.class));
        }
    }
}
