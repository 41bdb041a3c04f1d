package dev.countinghouse.web.invoicing;

import dev.countinghouse.invoicing.DraftInvoiceService;
import dev.countinghouse.invoicing.DraftInvoiceView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.Params;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Invoices that are drafts while their grace period lasts. */
@Path("/draft-invoices")
@ApplicationScoped
@Tag(name = "Invoices")
@Produces(MediaType.APPLICATION_JSON)
public class DraftInvoicesResource {

    @Inject
    DraftInvoiceService drafts;

    @GET
    @Operation(summary = "List draft invoices and when they are finalized, without what they come to")
    public Page<DraftInvoiceView> list(
            @QueryParam("customer_id") @Nullable String customerId, @BeanParam PageParams params) {
        return drafts.list(Params.uuid("customer_id", customerId), params.page());
    }
}
