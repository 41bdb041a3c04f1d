package dev.countinghouse.web.payments;

import dev.countinghouse.payments.CollectionService;
import dev.countinghouse.payments.PaymentAttemptView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Collecting an invoice through the gateway. */
@Path("/invoices/{id}/collect")
@ApplicationScoped
@Tag(name = "Payments")
@Produces(MediaType.APPLICATION_JSON)
public class CollectionResource {

    @Inject
    CollectionService collection;

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Charge what is due of an invoice now, by the default payment method of its customer",
            description =
                    "Answers the attempt as far as it came: succeeded, failed, requires_action, or unknown, which is"
                            + " found out later. An attempt that waits for the customer is given up first; one that is at work is"
                            + " not repeated.")
    public PaymentAttemptView collect(@PathParam("id") UUID id) {
        return collection.collect(id);
    }
}
