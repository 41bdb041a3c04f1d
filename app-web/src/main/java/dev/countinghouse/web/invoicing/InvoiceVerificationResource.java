package dev.countinghouse.web.invoicing;

import dev.countinghouse.invoicing.VerificationService;
import dev.countinghouse.jobs.JobView;
import dev.countinghouse.web.api.Accepted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The proof of all invoices. */
@Path("/invoices/verification")
@ApplicationScoped
@Tag(name = "Invoices")
@Produces(MediaType.APPLICATION_JSON)
public class InvoiceVerificationResource {

    @Inject
    VerificationService verification;

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Recompute all invoices from events and catalog, and name what differs")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = JobView.class)))
    public Response verify() {
        JobView job = verification.request();
        return Accepted.job(job.id(), job);
    }
}
