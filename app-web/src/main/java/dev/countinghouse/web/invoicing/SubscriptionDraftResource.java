package dev.countinghouse.web.invoicing;

import dev.countinghouse.invoicing.DraftInvoiceService;
import dev.countinghouse.invoicing.DraftInvoiceView;
import dev.countinghouse.invoicing.InvoiceView;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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

/** The draft of a subscription's next invoice. */
@Path("/subscriptions/{id}/draft-invoice")
@ApplicationScoped
@Tag(name = "Invoices")
@Produces(MediaType.APPLICATION_JSON)
public class SubscriptionDraftResource {

    @Inject
    DraftInvoiceService drafts;

    @GET
    @Operation(
            summary = "The next invoice of a subscription, line by line, while it is a draft",
            description = "Computed when it is asked for: with all usage so far. 404 when there is no draft.")
    public DraftInvoiceView get(@PathParam("id") UUID id) {
        return drafts.get(id);
    }

    @POST
    @Path("finalize")
    @TakesRoom
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Finalize the draft of a subscription before its grace period is over; it is dated today")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = InvoiceView.class)))
    public Response finalizeNow(@PathParam("id") UUID id, @Valid @NotNull FinalizeDraft draft) {
        InvoiceView invoice = drafts.finalizeNow(id, draft.boundaryAt());
        return ETags.created("invoices", invoice.id(), invoice);
    }

    /** Which draft is finalized: that of a boundary, as it is shown. Another one is refused. */
    public record FinalizeDraft(@NotNull Instant boundaryAt) {}
}
