package dev.countinghouse.web.dunning;

import dev.countinghouse.dunning.DunningService;
import dev.countinghouse.dunning.DunningStepView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What was done about an invoice that was not paid. */
@Path("/invoices/{id}/dunning")
@ApplicationScoped
@Tag(name = "Dunning")
@Produces(MediaType.APPLICATION_JSON)
public class InvoiceDunningResource {

    @Inject
    DunningService dunning;

    @GET
    @Operation(summary = "The steps of dunning campaigns that were taken about an invoice, in order")
    public DunningStepList list(@PathParam("id") UUID id) {
        return new DunningStepList(dunning.steps(id));
    }

    /** All of them. */
    public record DunningStepList(List<DunningStepView> data) {}
}
