package dev.countinghouse.web.payments;

import dev.countinghouse.paging.Page;
import dev.countinghouse.payments.RefundFilter;
import dev.countinghouse.payments.RefundService;
import dev.countinghouse.payments.RefundView;
import dev.countinghouse.payments.domain.RefundStatus;
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

/** Money that went back. */
@Path("/refunds")
@ApplicationScoped
@Tag(name = "Payments")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RefundsResource {

    @Inject
    RefundService refunds;

    @GET
    @Operation(summary = "List refunds, those of credit notes too")
    public Page<RefundView> list(
            @QueryParam("payment_id") @Nullable String paymentId,
            @QueryParam("invoice_id") @Nullable String invoiceId,
            @QueryParam("customer_id") @Nullable String customerId,
            @QueryParam("status") @Nullable String status,
            @BeanParam PageParams params) {
        RefundFilter filter = new RefundFilter(
                Params.uuid("payment_id", paymentId),
                Params.uuid("invoice_id", invoiceId),
                Params.uuid("customer_id", customerId),
                Params.oneOf("status", status, RefundStatus.class));
        return refunds.list(filter, params.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One refund")
    public RefundView get(@PathParam("id") UUID id) {
        return refunds.get(id);
    }
}
