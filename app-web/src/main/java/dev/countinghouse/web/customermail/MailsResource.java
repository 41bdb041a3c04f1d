package dev.countinghouse.web.customermail;

import dev.countinghouse.customermail.CustomerMailFilter;
import dev.countinghouse.customermail.CustomerMailService;
import dev.countinghouse.customermail.CustomerMailView;
import dev.countinghouse.customermail.MailKind;
import dev.countinghouse.customermail.MailState;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.Params;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Mails to customers, and what became of them. */
@Path("/mails")
@ApplicationScoped
@Tag(name = "Mail")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class MailsResource {

    @Inject
    CustomerMailService mails;

    @GET
    @Operation(
            summary = "List mails to customers, newest first, and what became of each",
            description =
                    "queued: it waits to be written or taken; sent: the mail server took it; failed: the mail server refused it for good, or"
                            + " too often (reason has its words); dropped: there was nobody or nothing left to write to or about (reason)."
                            + " What became of a mail shows some seconds after it did.")
    public Page<CustomerMailView> list(
            @QueryParam("customer_id") @Nullable String customerId,
            @QueryParam("invoice_id") @Nullable String invoiceId,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("state") @Nullable String state,
            @BeanParam PageParams params) {
        CustomerMailFilter filter = new CustomerMailFilter(
                Params.uuid("customer_id", customerId),
                Params.uuid("invoice_id", invoiceId),
                Params.oneOf("kind", kind, MailKind.class),
                Params.oneOf("state", state, MailState.class));
        return mails.list(filter, params.page());
    }
}
