package dev.countinghouse.web.invoicing;

import dev.countinghouse.invoicing.BillingRunService;
import dev.countinghouse.invoicing.BillingRunView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.PageParams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Billing runs and how far they are. */
@Path("/billing-runs")
@ApplicationScoped
@Tag(name = "Invoices")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class BillingRunsResource {

    @Inject
    BillingRunService runs;

    @GET
    @Operation(summary = "List billing runs, also those that run now")
    public Page<BillingRunView> list(@BeanParam PageParams params) {
        return runs.list(params.page());
    }
}
