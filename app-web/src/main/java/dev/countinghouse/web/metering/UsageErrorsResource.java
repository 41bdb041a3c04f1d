package dev.countinghouse.web.metering;

import dev.countinghouse.metering.UsageErrorView;
import dev.countinghouse.metering.UsageErrors;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.Params;
import dev.countinghouse.web.api.TakesRoom;
import dev.countinghouse.web.metering.UsageResource.RecordUsage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
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

/** The error inbox: events of batches and imports that were refused. */
@Path("/usage/errors")
@ApplicationScoped
@Tag(name = "Usage")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class UsageErrorsResource {

    @Inject
    UsageErrors errors;

    @GET
    @Operation(summary = "List refused usage events")
    public Page<UsageErrorView> list(@BeanParam ErrorParams params) {
        return errors.list(params.filter(), params.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One refused usage event")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = UsageErrorView.class)))
    public Response get(@PathParam("id") UUID id) {
        UsageErrorView error = errors.get(id);
        return ETags.ok(error, error.version());
    }

    @POST
    @TakesRoom
    @Path("{id}/replay")
    @Operation(
            summary = "Send a refused usage event again, put right or as it was",
            description = "Answers replayed with the stored event's id, or open with what is wrong now.")
    public UsageErrorView replay(@PathParam("id") UUID id, @Valid @NotNull Replay request) {
        RecordUsage corrected = request.event();
        return errors.replay(id, corrected == null ? null : corrected.toInput());
    }

    @POST
    @TakesRoom
    @Path("replay")
    @Operation(
            summary = "Send up to 1,000 refused usage events again as they were, oldest first",
            description = "For when the customer or the metric they name has come to be. Go on with after = next.")
    public UsageErrors.Replayed replayAll(@Valid @NotNull ReplayAll request) {
        return errors.replayAll(
                new UsageErrors.Filter(UsageErrorView.State.OPEN, request.code(), request.importId()), request.after());
    }

    @POST
    @TakesRoom
    @Path("{id}/discard")
    @Operation(summary = "Give a refused usage event up; it stays in the list of discarded ones")
    public UsageErrorView discard(@PathParam("id") UUID id) {
        return errors.discard(id);
    }

    /** Which refused events are asked for. */
    public static class ErrorParams extends PageParams {

        @QueryParam("state")
        @Nullable
        String state;

        @QueryParam("code")
        @Nullable
        String code;

        @QueryParam("import_id")
        @Nullable
        String importId;

        UsageErrors.Filter filter() {
            return new UsageErrors.Filter(
                    Params.oneOf("state", state, UsageErrorView.State.class), code, Params.uuid("import_id", importId));
        }
    }

    /**
     * How to send it again.
     *
     * @param event put right; left out: as it was sent
     */
    public record Replay(@Nullable @Valid RecordUsage event) {}

    /**
     * Which to send again; what is left out means any.
     *
     * @param code why they were refused
     * @param after where to go on: {@code next} of the answer before
     */
    public record ReplayAll(
            @Nullable @Size(max = 64) String code,
            @Nullable UUID importId,
            @Nullable UUID after) {}
}
