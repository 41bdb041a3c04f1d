package dev.countinghouse.web.payments;

import dev.countinghouse.payments.PaymentMethodAttachmentService;
import dev.countinghouse.payments.PaymentMethodService;
import dev.countinghouse.payments.PaymentMethodView;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.TakesRoom;
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
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a customer can be charged by. */
@Path("/customers/{id}/payment-methods")
@ApplicationScoped
@Tag(name = "Payments")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PaymentMethodsResource {

    @Inject
    PaymentMethodService methods;

    @Inject
    PaymentMethodAttachmentService attachments;

    @GET
    @Operation(summary = "What a customer can be charged by, oldest first: all of it, without pages")
    public PaymentMethodList list(@PathParam("id") UUID id) {
        return new PaymentMethodList(methods.list(id));
    }

    @POST
    @TakesRoom
    @Operation(
            summary = "Attach a payment method of Stripe to a customer",
            description =
                    "Cards are typed into Stripe's form, which answers the browser with a payment method; its id comes here."
                            + " The customer's first one is his default. To send the same again changes nothing.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = PaymentMethodView.class)))
    public Response attach(@PathParam("id") UUID id, @Valid @NotNull AttachPaymentMethod request) {
        if (!request.gateway().equals("stripe")) {
            throw BillingException.invalid("gateway", "unknown", "must be stripe");
        }
        PaymentMethodView method = attachments.attach(id, request.token());
        return ETags.created("customers/" + id + "/payment-methods", method.id(), method);
    }

    @PATCH
    @Path("{method_id}")
    @Operation(summary = "Make it the one that the customer is charged by, or leave him without any")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PaymentMethodView.class)))
    public Response change(
            @PathParam("id") UUID id,
            @PathParam("method_id") UUID methodId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull ChangePaymentMethod request) {
        PaymentMethodView method = methods.change(id, methodId, request.isDefault(), ETags.expected(ifMatch));
        return ETags.ok(method, method.version());
    }

    @DELETE
    @Path("{method_id}")
    @Operation(summary = "Detach a payment method: it can never be charged again")
    public void detach(@PathParam("id") UUID id, @PathParam("method_id") UUID methodId) {
        attachments.detach(id, methodId);
    }

    /** All of them. */
    public record PaymentMethodList(List<PaymentMethodView> data) {}

    /** A payment method that a gateway has. */
    public record AttachPaymentMethod(
            @NotNull @Size(min = 1, max = 16) String gateway,

            @NotNull
            @Size(max = 255)
            @Pattern(regexp = "pm_[A-Za-z0-9_]{1,}", message = "must be the id of a payment method, pm_...")
            String token) {

        /** Never the token. */
        @Override
        public String toString() {
            return "AttachPaymentMethod[" + gateway + "]";
        }
    }

    /** Whether it is the default. */
    public record ChangePaymentMethod(@NotNull Boolean isDefault) {}
}
