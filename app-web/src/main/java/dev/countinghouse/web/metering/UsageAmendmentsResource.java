package dev.countinghouse.web.metering;

import dev.countinghouse.identity.CurrentCaller;
import dev.countinghouse.metering.UsageAmendment;
import dev.countinghouse.metering.UsageAmendmentService;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What is said about usage events after they were recorded. */
@Path("/usage/{id}/amendments")
@ApplicationScoped
@Tag(name = "Usage")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class UsageAmendmentsResource {

    private static final int CREATED = 201;

    @Inject
    UsageAmendmentService amendments;

    @POST
    @TakesRoom
    @Operation(summary = "Void a usage event, or correct it; what was billed is made up for by the next invoice")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = UsageAmendment.class)))
    public Response amend(@PathParam("id") UUID id, @Valid @NotNull AmendUsage request) {
        return Response.status(CREATED)
                .entity(amendments.amend(
                        id,
                        new UsageAmendment.New(
                                request.kind(),
                                request.reason(),
                                request.timestamp(),
                                request.quantity(),
                                request.properties()),
                        CurrentCaller.require().upn()))
                .build();
    }

    @GET
    @Operation(summary = "A usage event as it was recorded, with its amendments; the last one counts")
    public UsageAmendmentService.AmendedUsage list(@PathParam("id") UUID id) {
        return amendments.get(id);
    }

    /** An amendment to be made; what a correction leaves out stays as it counted before. */
    public record AmendUsage(
            UsageAmendment.@NotNull Kind kind,
            @NotBlank @Size(max = 500) String reason,
            @Nullable Instant timestamp,
            @Nullable @Digits(integer = 15, fraction = 12) BigDecimal quantity,
            @Nullable @Size(max = 50) Map<String, Object> properties) {}
}
