package dev.countinghouse.web.payments;

import dev.countinghouse.paging.Page;
import dev.countinghouse.payments.AttemptFilter;
import dev.countinghouse.payments.PaymentAttemptService;
import dev.countinghouse.payments.PaymentAttemptView;
import dev.countinghouse.payments.domain.AttemptStatus;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.Params;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Attempts to collect payments. */
@Path("/payment-attempts")
@ApplicationScoped
@Tag(name = "Payments")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PaymentAttemptsResource {

    @Inject
    PaymentAttemptService attempts;

    @GET
    @Operation(summary = "List attempts to collect payments")
    public Page<PaymentAttemptView> list(
            @QueryParam("invoice_id") @Nullable String invoiceId,
            @QueryParam("customer_id") @Nullable String customerId,
            @QueryParam("status") @Nullable String status,
            @BeanParam PageParams params) {
        AttemptFilter filter = new AttemptFilter(
                Params.uuid("invoice_id", invoiceId),
                Params.uuid("customer_id", customerId),
                Params.oneOf("status", status, AttemptStatus.class));
        return attempts.list(filter, params.page());
    }

    @POST
    @Path("{id}/abandon")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "End an attempt that can no longer be found out about",
            description =
                    "For one whose account or key is gone for good, when Stripe's dashboard shows that it was not paid and is"
                            + " canceled. It has failed then (abandoned), and its invoice can be collected anew. One that Stripe is at"
                            + " work on is refused; one that is over stays as it is. What comes in for it later all the same is booked,"
                            + " and told by payment.unexpected.")
    public PaymentAttemptView abandon(@PathParam("id") UUID id) {
        return attempts.abandon(id);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One attempt to collect a payment")
    public PaymentAttemptView get(@PathParam("id") UUID id) {
        return attempts.get(id);
    }
}
