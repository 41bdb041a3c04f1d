package dev.countinghouse.web.invoicing;

import dev.countinghouse.invoicing.InvoiceDocument;
import dev.countinghouse.invoicing.InvoiceFilter;
import dev.countinghouse.invoicing.InvoiceService;
import dev.countinghouse.invoicing.InvoiceStatus;
import dev.countinghouse.invoicing.InvoiceView;
import dev.countinghouse.invoicing.ReplacementService;
import dev.countinghouse.paging.Page;
import dev.countinghouse.payments.NewPayment;
import dev.countinghouse.payments.PaymentService;
import dev.countinghouse.payments.PaymentView;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.PaidAmount;
import dev.countinghouse.web.api.Params;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Finalized invoices, and payments for them. */
@Path("/invoices")
@ApplicationScoped
@Tag(name = "Invoices")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class InvoicesResource {

    @Inject
    InvoiceService invoices;

    @Inject
    ReplacementService replacements;

    @Inject
    PaymentService payments;

    @GET
    @Operation(summary = "List invoices; include=lines adds their lines")
    public Page<InvoiceView> list(@BeanParam InvoiceParams params) {
        if (params.externalCustomerId != null) {
            return invoices.listOf(params.externalCustomerId, params.filter(), params.withLines(), params.page());
        }
        return invoices.list(params.filter(), params.withLines(), params.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One invoice with its lines")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = InvoiceView.class)))
    public Response get(@PathParam("id") UUID id) {
        InvoiceDocument invoice = invoices.get(id);
        return ETags.ok(invoice.json(), invoice.version());
    }

    @POST
    @Path("{id}/payments")
    @Operation(summary = "Record a payment that was received outside, and settle the invoice by it")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = PaymentView.class)))
    public Response pay(@PathParam("id") UUID id, @Valid @NotNull RecordPayment request) {
        PaymentView payment = payments.record(new NewPayment(
                id,
                request.externalId(),
                request.reference(),
                request.amount().toMoney(),
                request.paidOn(),
                request.metadata()));
        return ETags.created("payments", payment.id(), payment);
    }

    @POST
    @Path("{id}/void")
    @Operation(summary = "Void an invoice that nothing was paid or credited of; its number and lines stay")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = InvoiceView.class)))
    public Response makeVoid(@PathParam("id") UUID id, @Valid @NotNull CloseInvoice request) {
        InvoiceView invoice = invoices.makeVoid(id, request.reason());
        return ETags.ok(invoice, invoice.version());
    }

    @POST
    @Path("{id}/uncollectible")
    @Operation(summary = "Write off what is due of an invoice; a payment that comes in later is taken still")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = InvoiceView.class)))
    public Response writeOff(@PathParam("id") UUID id, @Valid @NotNull CloseInvoice request) {
        InvoiceView invoice = invoices.writeOff(id, request.reason());
        return ETags.ok(invoice, invoice.version());
    }

    @POST
    @Path("{id}/replacement")
    @TakesRoom
    @Operation(summary = "Bill again what a void invoice billed: the same lines, dated today, with a number of its own")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = InvoiceView.class)))
    public Response replace(@PathParam("id") UUID id) {
        InvoiceView invoice = replacements.replace(id);
        return ETags.created("invoices", invoice.id(), invoice);
    }

    /** Why an invoice ends without being paid. */
    public record CloseInvoice(@NotBlank @Size(max = 500) String reason) {}

    /** Which invoices are asked for. */
    public static class InvoiceParams extends PageParams {

        @QueryParam("customer_id")
        @Nullable
        String customerId;

        @QueryParam("child_customer_id")
        @Parameter(description = "for whose subscriptions his parent customer pays them")
        @Nullable
        String childCustomerId;

        @QueryParam("external_customer_id")
        @Nullable
        String externalCustomerId;

        @QueryParam("subscription_id")
        @Nullable
        String subscriptionId;

        @QueryParam("status")
        @Nullable
        String status;

        @QueryParam("number")
        @Nullable
        String number;

        @QueryParam("legal_entity")
        @Parameter(description = "code of the one that issued them")
        @Nullable
        String legalEntity;

        @QueryParam("include")
        @Nullable
        String include;

        boolean withLines() {
            if (include != null && !include.equals("lines")) {
                throw BillingException.invalid("include", "unknown", "must be lines");
            }
            return include != null;
        }

        InvoiceFilter filter() {
            return new InvoiceFilter(
                    Params.uuid("customer_id", customerId),
                    Params.uuid("child_customer_id", childCustomerId),
                    Params.uuid("subscription_id", subscriptionId),
                    Params.oneOf("status", status, InvoiceStatus.class),
                    number,
                    legalEntity);
        }
    }

    /** A payment to be recorded; without a day it was paid today. */
    public record RecordPayment(
            @Nullable @Size(min = 1, max = 255) String externalId,
            @NotNull @Valid PaidAmount amount,
            @NotBlank @Size(max = 200) String reference,
            @Nullable LocalDate paidOn,
            @Nullable Map<String, String> metadata) {}
}
