package dev.countinghouse.web.invoicing;

import dev.countinghouse.invoicing.ExplanationService;
import dev.countinghouse.invoicing.InvoiceExplanation;
import dev.countinghouse.invoicing.LineExplanation;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.PageParams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How an invoice came about, down to the events. */
@Path("/invoices")
@ApplicationScoped
@Tag(name = "Invoices")
@Produces(MediaType.APPLICATION_JSON)
public class InvoiceExplanationResource {

    @Inject
    ExplanationService explanations;

    @GET
    @Path("{id}/explain")
    @Operation(
            summary =
                    "How an invoice came about: each line with its plan version, charge, usage and words for the customer")
    public InvoiceExplanation explain(@PathParam("id") UUID id) {
        return explanations.explain(id);
    }

    @GET
    @Path("{id}/lines/{line_id}/explain")
    @Operation(summary = "How a line came about, with the sums of its hours")
    public LineExplanation explainLine(@PathParam("id") UUID id, @PathParam("line_id") UUID lineId) {
        return explanations.explainLine(id, lineId);
    }

    @GET
    @Path("{id}/lines/{line_id}/explain/events")
    @Operation(
            summary = "The usage events that a line billed, as they counted when it was written; last recorded first")
    public Page<LineExplanation.EventOf> events(
            @PathParam("id") UUID id, @PathParam("line_id") UUID lineId, @BeanParam PageParams page) {
        return explanations.events(id, lineId, page.page());
    }
}
