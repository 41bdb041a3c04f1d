package dev.countinghouse.web.invoicing;

import dev.countinghouse.invoicing.CurrentUsageService;
import dev.countinghouse.invoicing.CurrentUsageView;
import dev.countinghouse.web.api.Params;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a customer has used so far. */
@Path("/customers/{id}/usage")
@ApplicationScoped
@Tag(name = "Usage")
@Produces(MediaType.APPLICATION_JSON)
public class CustomerUsageResource {

    @Inject
    CurrentUsageService usage;

    @GET
    @Operation(
            summary =
                    "Usage and its cost in the running period of each of a customer's subscriptions, or in those at an instant")
    public CurrentUsageView get(@PathParam("id") UUID id, @QueryParam("at") @Nullable String at) {
        return usage.of(id, Params.instant("at", at));
    }
}
