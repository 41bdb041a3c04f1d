package dev.countinghouse.web.payments;

import dev.countinghouse.paging.Page;
import dev.countinghouse.payments.PaymentService;
import dev.countinghouse.payments.PaymentView;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.Params;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
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

/** Money that came in. */
@Path("/payments")
@ApplicationScoped
@Tag(name = "Payments")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PaymentsResource {

    @Inject
    PaymentService payments;

    @GET
    @Operation(summary = "List payments")
    public Page<PaymentView> list(
            @QueryParam("invoice_id") @Nullable String invoiceId,
            @QueryParam("customer_id") @Nullable String customerId,
            @BeanParam PageParams params) {
        return payments.list(
                Params.uuid("invoice_id", invoiceId), Params.uuid("customer_id", customerId), params.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One payment")
    public PaymentView get(@PathParam("id") UUID id) {
        return payments.get(id);
    }
}
