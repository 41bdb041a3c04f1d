package dev.countinghouse.web.payments;

import dev.countinghouse.payments.NewRefund;
import dev.countinghouse.payments.RefundService;
import dev.countinghouse.payments.RefundView;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.PaidAmount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Giving money of a payment back. */
@Path("/payments/{id}/refund")
@ApplicationScoped
@Tag(name = "Payments")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PaymentRefundResource {

    @Inject
    RefundService refunds;

    @POST
    @Operation(
            summary = "Give money of a payment back",
            description =
                    "Its invoice owes it again: write a credit note instead where it is not to be paid at all, which gives"
                            + " it back likewise. What was too much of the payment goes back first, out of the customer's credit"
                            + " balance. A payment through Stripe is given back by Stripe: the refund is pending until it has said so."
                            + " That one by hand was given back by hand is written down. Send an Idempotency-Key: each call is a"
                            + " refund of its own.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = RefundView.class)))
    public Response refund(@PathParam("id") UUID id, @Valid @NotNull RefundPayment request) {
        PaidAmount amount = request.amount();
        RefundView refund =
                refunds.refund(new NewRefund(id, amount == null ? null : amount.toMoney(), request.reason()));
        return ETags.created("refunds", refund.id(), refund);
    }

    /** What is to go back; without an amount all that is left of the payment. */
    public record RefundPayment(
            @Nullable @Valid PaidAmount amount,
            @Nullable @Size(min = 1, max = 500) String reason) {}
}
