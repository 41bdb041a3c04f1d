package dev.countinghouse.web.payments;

import dev.countinghouse.payments.NewPaymentLink;
import dev.countinghouse.payments.PaymentLinkService;
import dev.countinghouse.payments.PaymentLinkView;
import dev.countinghouse.payments.PaymentPageService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The page on which a customer pays an invoice himself. */
@Path("/invoices/{id}/payment-link")
@ApplicationScoped
@Tag(name = "Payments")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PaymentLinkResource {

    private static final String ADDRESS = "https?://[^\\s/?#]+[^\\s]*";

    @Inject
    PaymentPageService pages;

    @Inject
    PaymentLinkService links;

    @POST
    @Operation(
            summary = "Open a page of Stripe on which the customer pays what is due of an invoice",
            description =
                    "Send him to url; the invoice is settled when Stripe says that he has paid. As long as a page is open for"
                            + " as much, it is answered again, and the invoice is not collected otherwise through Stripe. It is closed"
                            + " when it expires, when less is due than it says, and by DELETE.")
    public PaymentLinkView open(@PathParam("id") UUID id, @Valid @NotNull OpenPaymentLink request) {
        return pages.open(new NewPaymentLink(id, request.successUrl(), request.cancelUrl()));
    }

    @GET
    @Operation(summary = "The page that was opened last for an invoice, and what became of it")
    public PaymentLinkView get(@PathParam("id") UUID id) {
        return links.newest(id);
    }

    @DELETE
    @Operation(
            summary = "Close the page of an invoice: it cannot be paid on any more",
            description = "Answers the link as it is then: expired, or paid when the customer was faster.")
    public PaymentLinkView close(@PathParam("id") UUID id) {
        return pages.close(id);
    }

    /** Where the customer's browser goes afterwards: addresses of the web. */
    public record OpenPaymentLink(
            @NotNull @Size(max = 2000) @Pattern(regexp = ADDRESS, message = "must be an address of the web")
            String successUrl,

            @Nullable @Size(max = 2000) @Pattern(regexp = ADDRESS, message = "must be an address of the web")
            String cancelUrl) {}
}
