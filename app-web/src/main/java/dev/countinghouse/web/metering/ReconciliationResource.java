package dev.countinghouse.web.metering;

import dev.countinghouse.metering.ReconciliationService;
import dev.countinghouse.metering.ReconciliationView;
import dev.countinghouse.web.api.Params;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Whether all usage that came in is there. */
@Path("/usage/reconciliation")
@ApplicationScoped
@Tag(name = "Usage")
@Produces(MediaType.APPLICATION_JSON)
public class ReconciliationResource {

    @Inject
    ReconciliationService reconciliation;

    @GET
    @Operation(
            summary = "What came in by the hour: received = stored + duplicates + rejected, stored = invoiced + open")
    public Reconciliation hours(
            @QueryParam("from") @Parameter(description = "Instant in the first hour; must be given") @Nullable
                    String from,
            @QueryParam("to")
                    @Parameter(description = "Instant after the last, at most 31 days after from; must be given")
                    @Nullable
                    String to) {
        return new Reconciliation(reconciliation.hours(Params.instant("from", from), Params.instant("to", to)));
    }

    /** Hours in their order. */
    public record Reconciliation(List<ReconciliationView> data) {}
}
