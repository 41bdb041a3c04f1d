package dev.countinghouse.web.invoicing;

import dev.countinghouse.invoicing.BillingRunService;
import dev.countinghouse.invoicing.BillingRunView;
import dev.countinghouse.invoicing.RehearsalView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

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

    @POST
    @Path("rehearsal")
    @TakesRoom
    @Operation(
            summary =
                    "What a billing run would write, for a page of the subscriptions that fall due; nothing is changed")
    public RehearsalView rehearse(@BeanParam PageParams params, @Valid @NotNull RehearseBilling request) {
        return runs.rehearse(request.through(), params.page());
    }

    /** A rehearsal: through what the tenant's clock would show, now when left out. */
    public record RehearseBilling(@Nullable Instant through) {}
}
