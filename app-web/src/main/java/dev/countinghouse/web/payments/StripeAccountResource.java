package dev.countinghouse.web.payments;

import dev.countinghouse.payments.CollectionMode;
import dev.countinghouse.payments.StripeAccountService;
import dev.countinghouse.payments.StripeAccountView;
import dev.countinghouse.payments.StripeConnectionService;
import dev.countinghouse.payments.StripeKeys;
import dev.countinghouse.web.api.ETags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The tenant's own account at Stripe. */
@Path("/payment-gateways/stripe")
@ApplicationScoped
@Tag(name = "Payments")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class StripeAccountResource {

    @Inject
    StripeAccountService accounts;

    @Inject
    StripeConnectionService connections;

    @GET
    @Operation(summary = "The tenant's account at Stripe; its secrets are never shown")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = StripeAccountView.class)))
    public Response get() {
        return ok(accounts.get());
    }

    @PUT
    @Operation(
            summary = "Connect the tenant's account at Stripe, or change its keys",
            description = "Stripe is asked whose key it is. Let Stripe send the events payment_intent.succeeded,"
                    + " payment_intent.payment_failed, payment_intent.canceled, payment_intent.requires_action,"
                    + " checkout.session.completed, checkout.session.expired, refund.updated and refund.failed to"
                    + " <public URL> and webhook_path. With collection automatic, which is what is meant when it is left"
                    + " out, invoices are charged as they are finalized where their customer has a default payment method."
                    + " Another account can be connected when no attempt through the one before is open.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = StripeAccountView.class)))
    public Response connect(@HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull ConnectStripe request) {
        return ok(connections.connect(request.keys(), ETags.expected(ifMatch)));
    }

    @POST
    @Path("release")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Charge through the account again after other books were put in place",
            description =
                    "Since a restore, or its undoing, nothing is charged (held_since): the books do not know what was charged"
                            + " meanwhile. Compare them with Stripe's list of payments, record what is missing as payments by hand, then"
                            + " release the account.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = StripeAccountView.class)))
    public Response release() {
        return ok(accounts.release());
    }

    @DELETE
    @Operation(summary = "Disconnect the account and forget its keys; refused while an attempt to collect is open")
    public void disconnect() {
        accounts.disconnect();
    }

    private static Response ok(StripeAccountView view) {
        return ETags.ok(view, view.version());
    }

    /** What connects the account. */
    public record ConnectStripe(
            @NotNull
            @Size(max = 255)
            @Pattern(
                    regexp = "(?:sk|rk)_(?:test|live)_[A-Za-z0-9_]{4,}",
                    message = "must be a secret or restricted key, such as sk_test_...")
            String secretKey,

            @NotNull
            @Size(max = 255)
            @Pattern(
                    regexp = "whsec_[A-Za-z0-9+/=_]{4,}",
                    message = "must be the signing secret of an endpoint, whsec_...")
            String webhookSecret,

            @NotNull
            @Size(max = 255)
            @Pattern(
                    regexp = "pk_(?:test|live)_[A-Za-z0-9_]{4,}",
                    message = "must be a publishable key, such as pk_test_...")
            String publishableKey,

            @Nullable CollectionMode collection) {

        StripeKeys keys() {
            return new StripeKeys(
                    secretKey,
                    webhookSecret,
                    publishableKey,
                    Objects.requireNonNullElse(collection, CollectionMode.AUTOMATIC));
        }

        /** Never the secrets. */
        @Override
        public String toString() {
            return "ConnectStripe[" + publishableKey + "]";
        }
    }
}
