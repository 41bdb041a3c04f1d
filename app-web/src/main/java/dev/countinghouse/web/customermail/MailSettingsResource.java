package dev.countinghouse.web.customermail;

import dev.countinghouse.customermail.MailKind;
import dev.countinghouse.customermail.MailSettingsService;
import dev.countinghouse.customermail.MailSettingsView;
import dev.countinghouse.customermail.NewMailSettings;
import dev.countinghouse.web.api.ETags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Which mails customers get, and from whom. */
@Path("/mail-settings")
@ApplicationScoped
@Tag(name = "Mail")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class MailSettingsResource {

    @Inject
    MailSettingsService settings;

    @GET
    @Operation(summary = "Which mails customers get, and from whom")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MailSettingsView.class)))
    public Response get() {
        return ok(settings.get());
    }

    @PUT
    @Operation(
            summary = "Set which mails customers get, and from whom",
            description =
                    "All of it is set; what is left out is as it is without any settings. Customers get the kinds that are named, and no"
                            + " others: none, until this is called. What happened before a kind was switched on is not written about."
                            + " from_address has to be of a domain that the operator allows this tenant. payment_page is an https address"
                            + " of yours with {invoice_id} in it: mails that ask for money lead there.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MailSettingsView.class)))
    public Response change(@HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull SetMail request) {
        return ok(settings.change(request.wanted(), ETags.expected(ifMatch)));
    }

    @POST
    @Path("release")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Send mails again after other books were put in place",
            description =
                    "Since a restore, or its undoing, no mail leaves (held_since): the books do not know what was sent meanwhile. What was"
                            + " queued since leaves after this call.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MailSettingsView.class)))
    public Response release() {
        return ok(settings.release());
    }

    private static Response ok(MailSettingsView view) {
        return ETags.ok(view, view.version());
    }

    /** The settings to have from now on. */
    public record SetMail(
            @NotNull @Size(max = 8) List<@NotNull MailKind> kinds,

            @Nullable
            @Pattern(regexp = "[^\\p{Cntrl}<>\"]*\\S[^\\p{Cntrl}<>\"]*", message = "must be a line without <, > and \"")
            @Size(max = 100)
            String fromName,

            @Nullable @Size(max = 254) String fromAddress,

            @Nullable @Size(max = 254) String replyTo,

            @Nullable @Size(max = 500) String paymentPage) {

        NewMailSettings wanted() {
            return new NewMailSettings(kinds, fromName, fromAddress, replyTo, paymentPage);
        }

        /** Without anybody's address. */
        @Override
        public String toString() {
            return "SetMail[" + kinds + "]";
        }
    }
}
