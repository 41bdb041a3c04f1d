package dev.countinghouse.web.invoicing;

import dev.countinghouse.invoicing.CreditNotePreview;
import dev.countinghouse.invoicing.CreditNoteService;
import dev.countinghouse.invoicing.CreditNoteView;
import dev.countinghouse.invoicing.NewCreditNote;
import dev.countinghouse.money.Money;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.PaidAmount;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Giving back of an invoice. */
@Path("/invoices/{id}/credit-notes")
@ApplicationScoped
@Tag(name = "Credit notes")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class InvoiceCreditNotesResource {

    @Inject
    CreditNoteService creditNotes;

    @POST
    @TakesRoom
    @Operation(summary = "Give back lines of an invoice or all of it; more than is due of it is refunded")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = CreditNoteView.class)))
    public Response create(@PathParam("id") UUID id, @Valid @NotNull CreateCreditNote request) {
        RefundPaid refund = request.refund();
        CreditNoteView note = creditNotes.create(new NewCreditNote(
                id,
                wanted(request.lines()),
                request.reason(),
                Boolean.TRUE.equals(request.toCreditBalance()),
                refund == null ? null : refund.reference()));
        return ETags.created("credit-notes", note.id(), note);
    }

    @POST
    @Path("preview")
    @TakesRoom
    @Operation(summary = "What a credit note would come to now, and what would have to be refunded")
    public CreditNotePreview preview(@PathParam("id") UUID id, @Valid @NotNull PreviewCreditNote request) {
        return creditNotes.preview(id, wanted(request.lines()), Boolean.TRUE.equals(request.toCreditBalance()));
    }

    private static @Nullable List<NewCreditNote.Line> wanted(@Nullable List<CreditedLine> lines) {
        if (lines == null) {
            return null;
        }
        List<NewCreditNote.Line> wanted = new ArrayList<>();
        for (CreditedLine line : lines) {
            wanted.add(new NewCreditNote.Line(line.lineId(), money(line.amount(), wanted.size())));
        }
        return wanted;
    }

    private static @Nullable Money money(@Nullable PaidAmount amount, int index) {
        try {
            return amount == null ? null : amount.toMoney();
        } catch (BillingException e) {
            throw e.within("lines[%d].".formatted(index));
        }
    }

    /**
     * A credit note to be made; without lines of all that is left.
     *
     * @param toCreditBalance whether what was paid goes to the customer's credit balance; left out, it is refunded
     * @param refund how it was paid back, where one is due
     */
    public record CreateCreditNote(
            @NotBlank @Size(max = 500) String reason,
            @Nullable @Size(min = 1, max = 1000) List<@Valid @NotNull CreditedLine> lines,
            @Nullable Boolean toCreditBalance,
            @Nullable @Valid RefundPaid refund) {}

    /** A credit note to be looked at; without lines of all that is left. */
    public record PreviewCreditNote(
            @Nullable @Size(min = 1, max = 1000) List<@Valid @NotNull CreditedLine> lines,
            @Nullable Boolean toCreditBalance) {}

    /** A line of the invoice; without an amount all that is left of it. The amount is before tax. */
    public record CreditedLine(
            @NotNull UUID lineId, @Nullable @Valid PaidAmount amount) {}

    /** How money went back outside. */
    public record RefundPaid(@NotBlank @Size(max = 200) String reference) {}
}
