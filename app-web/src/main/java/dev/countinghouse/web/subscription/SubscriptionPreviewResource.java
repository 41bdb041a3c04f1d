package dev.countinghouse.web.subscription;

import dev.countinghouse.invoicing.BillingRunService;
import dev.countinghouse.invoicing.SubscriptionPreview;
import dev.countinghouse.web.api.Params;
import dev.countinghouse.web.api.TakesRoom;
import dev.countinghouse.web.subscription.SubscriptionsResource.CreateSubscription;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What subscriptions that are not there yet would be billed. */
@Path("/subscriptions/preview")
@ApplicationScoped
@Tag(name = "Subscriptions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SubscriptionPreviewResource {

    @Inject
    BillingRunService runs;

    @POST
    @TakesRoom
    @Operation(
            summary = "The invoices that a subscription would get, line by line; nothing is made",
            description = "The body is that of POST /subscriptions. Refused for what that is refused for.")
    public SubscriptionPreview preview(
            @Valid @NotNull CreateSubscription request,
            @QueryParam("through")
                    @Parameter(
                            description =
                                    "what the tenant's clock would show; left out, it is now, or the beginning where that is to come")
                    @Nullable
                    String through) {
        return runs.preview(request.wanted(), Params.instant("through", through));
    }
}
