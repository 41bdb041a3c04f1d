package dev.countinghouse.web.invoicing;

import dev.countinghouse.invoicing.CreditNoteService;
import dev.countinghouse.invoicing.CreditNoteView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.Params;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What was given back of invoices. */
@Path("/credit-notes")
@ApplicationScoped
@Tag(name = "Credit notes")
@Produces(MediaType.APPLICATION_JSON)
public class CreditNotesResource {

    @Inject
    CreditNoteService creditNotes;

    @GET
    @Operation(summary = "List credit notes with their lines")
    public Page<CreditNoteView> list(
            @QueryParam("invoice_id") @Nullable String invoiceId,
            @QueryParam("customer_id") @Nullable String customerId,
            @QueryParam("legal_entity") @Parameter(description = "code of the one that issued them") @Nullable
                    String legalEntity,
            @BeanParam PageParams params) {
        return creditNotes.list(
                Params.uuid("invoice_id", invoiceId),
                Params.uuid("customer_id", customerId),
                legalEntity,
                params.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One credit note with its lines")
    public CreditNoteView get(@PathParam("id") UUID id) {
        return creditNotes.get(id);
    }
}
