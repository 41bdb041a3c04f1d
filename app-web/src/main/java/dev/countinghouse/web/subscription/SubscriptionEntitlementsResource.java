package dev.countinghouse.web.subscription;

import dev.countinghouse.subscription.SubscriptionEntitlementService;
import dev.countinghouse.subscription.SubscriptionEntitlements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What subscriptions entitle to. */
@Path("/subscriptions/{id}/entitlements")
@ApplicationScoped
@Tag(name = "Subscriptions")
@Produces(MediaType.APPLICATION_JSON)
public class SubscriptionEntitlementsResource {

    @Inject
    SubscriptionEntitlementService entitlements;

    @GET
    @Operation(summary = "What a subscription entitles to now, and how much of what is metered is left")
    public SubscriptionEntitlements get(@PathParam("id") UUID id) {
        return entitlements.of(id);
    }
}
