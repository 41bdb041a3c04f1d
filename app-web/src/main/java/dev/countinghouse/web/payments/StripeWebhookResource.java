package dev.countinghouse.web.payments;

import dev.countinghouse.payments.StripeWebhooks;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where Stripe sends what happens in a tenant's account. */
@Path("/webhooks/stripe/{tenant}")
@ApplicationScoped
@Tag(name = "Payments")
@Produces(MediaType.APPLICATION_JSON)
public class StripeWebhookResource {

    @Inject
    StripeWebhooks webhooks;

    /** Whoever is not believed hears nothing of the reason. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "For Stripe alone: an event of a tenant's account",
            description =
                    "Signed by Stripe-Signature with the signing secret that the account was connected with. 204 says that"
                            + " it was taken, now or before; 400 says nothing of the reason.")
    public void take(
            @PathParam("tenant") String tenant,
            @HeaderParam("Stripe-Signature") @Nullable String signature,
            InputStream body)
            throws IOException {
        String payload = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        if (signature == null || !webhooks.take(tenant, payload, signature)) {
            throw new BillingException(ProblemType.MALFORMED_REQUEST, "Not a signed event");
        }
    }
}
