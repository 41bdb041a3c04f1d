package dev.countinghouse.web.platform;

import dev.countinghouse.jobs.JobView;
import dev.countinghouse.platform.ExportService;
import dev.countinghouse.web.api.Accepted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
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

/** Erasure of a customer's personal data. */
@Path("/customers/{id}/erase")
@ApplicationScoped
@Tag(name = "Customers")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class CustomerErasureResource {

    @Inject
    ExportService tenant;

    @POST
    @Operation(summary = "Erase a customer's personal data for good; invoices and payments stay, without a name")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = JobView.class)))
    public Response erase(@PathParam("id") UUID id) {
        JobView job = tenant.eraseCustomer(id);
        return Accepted.job(job.id(), job);
    }
}
