package dev.countinghouse.web.invoicing;

import dev.countinghouse.invoicing.InvoiceView;
import dev.countinghouse.invoicing.NewOneOffInvoice;
import dev.countinghouse.invoicing.OneOffInvoicePreview;
import dev.countinghouse.invoicing.OneOffInvoiceService;
import dev.countinghouse.time.ServicePeriod;
import dev.countinghouse.web.api.CurrencyCode;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Invoices that somebody writes by hand. */
@Path("/invoices")
@ApplicationScoped
@Tag(name = "Invoices")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class OneOffInvoicesResource {

    @Inject
    OneOffInvoiceService invoices;

    @POST
    @TakesRoom
    @Operation(summary = "Write an invoice of lines of your own, of no subscription, dated today")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = InvoiceView.class)))
    public Response create(@Valid @NotNull CreateInvoice request) {
        InvoiceView invoice = invoices.create(request.wanted());
        return ETags.created("invoices", invoice.id(), invoice);
    }

    @POST
    @Path("preview")
    @TakesRoom
    @Operation(
            summary =
                    "What an invoice of lines of your own would come to now, and what the credit balance would settle of it",
            description = "The body is that of POST /invoices. Refused for what that is refused for.")
    public OneOffInvoicePreview preview(@Valid @NotNull CreateInvoice request) {
        return invoices.preview(request.wanted());
    }

    /**
     * An invoice to be written; without a currency in the customer's.
     *
     * @param legalEntity code of the one that issues it; left out, whoever bills the customer
     */
    public record CreateInvoice(
            @NotNull UUID customerId,
            @Nullable @CurrencyCode String currency,
            @Nullable @Size(min = 1, max = 24) String legalEntity,
            @NotNull @Size(min = 1, max = 200) List<@Valid @NotNull CreateLine> lines) {

        NewOneOffInvoice wanted() {
            return new NewOneOffInvoice(
                    customerId,
                    currency,
                    legalEntity,
                    lines.stream().map(CreateLine::wanted).toList());
        }
    }

    /**
     * A line of it. Its amount is quantity times unit amount, rounded once, before tax.
     *
     * @param addOn code of an add-on that is sold; what the line leaves out is said by it
     * @param description what is sold; without an add-on it is needed
     * @param quantity left out, it is one
     * @param unitAmount in major units, below zero for what is taken off; without an add-on in the invoice's currency it is needed
     * @param periodStart first day that it is for; without a period, it is the day that the invoice is dated
     * @param periodEnd day after the last
     * @param taxRates codes of the taxes on it; left out, it has those of its add-on, or none
     */
    public record CreateLine(
            @Nullable @Size(max = 64) String addOn,

            @Nullable @Size(max = 500) String description,

            @Nullable @Digits(integer = 15, fraction = 12) BigDecimal quantity,

            @Nullable @Digits(integer = 15, fraction = 12) BigDecimal unitAmount,

            @Nullable LocalDate periodStart,
            @Nullable LocalDate periodEnd,
            @Nullable @Size(max = 5) List<@NotNull @Size(max = 64) String> taxRates) {

        private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
        private static final LocalDate LATEST = LocalDate.of(2200, 1, 1);

        NewOneOffInvoice.Line wanted() {
            return new NewOneOffInvoice.Line(
                    addOn,
                    description,
                    Objects.requireNonNullElse(quantity, BigDecimal.ONE),
                    unitAmount,
                    periodStart == null || periodEnd == null ? null : new ServicePeriod(periodStart, periodEnd),
                    taxRates);
        }

        @AssertTrue(message = "must be given, or be said by an add-on, and not be blank")
        @Schema(hidden = true)
        public boolean isDescription() {
            return description == null ? addOn != null : !description.isBlank();
        }

        @AssertTrue(message = "must be given, or be said by an add-on")
        @Schema(hidden = true)
        public boolean isUnitAmount() {
            return unitAmount != null || addOn != null;
        }

        @AssertTrue(message = "must not be zero")
        @Schema(hidden = true)
        public boolean isQuantity() {
            return quantity == null || quantity.signum() != 0;
        }

        @AssertTrue(message = "must be from 2000-01-01, and be given with period_end")
        @Schema(hidden = true)
        public boolean isPeriodStart() {
            return periodStart == null ? periodEnd == null : !periodStart.isBefore(EARLIEST);
        }

        @AssertTrue(message = "must be after period_start and until 2200-01-01, and be given with it")
        @Schema(hidden = true)
        public boolean isPeriodEnd() {
            return periodEnd == null
                    ? periodStart == null
                    : periodStart == null || (periodEnd.isAfter(periodStart) && !periodEnd.isAfter(LATEST));
        }
    }
}
