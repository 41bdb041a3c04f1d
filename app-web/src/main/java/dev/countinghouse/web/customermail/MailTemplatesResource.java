package dev.countinghouse.web.customermail;

import dev.countinghouse.customermail.MailKind;
import dev.countinghouse.customermail.MailPreview;
import dev.countinghouse.customermail.MailTemplateService;
import dev.countinghouse.customermail.MailTemplateView;
import dev.countinghouse.customermail.NewMailTemplate;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What mails to customers say. */
@Path("/mail-templates")
@ApplicationScoped
@Tag(name = "Mail")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class MailTemplatesResource {

    @Inject
    MailTemplateService templates;

    @GET
    @Operation(summary = "What each mail says in a language; without one, in the tenant's")
    public MailTemplateList list(@QueryParam("language") @Nullable String language) {
        return new MailTemplateList(templates.list(language));
    }

    @PUT
    @Path("{kind}")
    @Operation(
            summary = "Say a mail in other words from now on",
            description =
                    "In one language; of customers of others the words stay. subject and text name values as {{due}}, and have parts for"
                            + " when there is one, {{#due}}...{{/due}}, or none, {{^due}}...{{/due}}. A name that is none of the mail's"
                            + " variables is refused. The text is plain, a blank line begins a paragraph; its HTML is made of it, and what"
                            + " leads to the payment is put below. Without subject and text the mail has the product's words again.")
    public MailTemplateView change(@PathParam("kind") String kind, @Valid @NotNull SetMailTemplate request) {
        return templates.change(kind(kind), request.wanted());
    }

    @POST
    @Path("{kind}/preview")
    @TakesRoom
    @Operation(
            summary = "See how a mail would look",
            description =
                    "With these words, or with those of now where they are left out, the tenant's branding, and the values of an invoice"
                            + " that there could be. Nothing is kept or sent.")
    public MailPreview preview(@PathParam("kind") String kind, @Valid @NotNull SetMailTemplate request) {
        return templates.preview(kind(kind), request.wanted());
    }

    private static MailKind kind(String kind) {
        return MailKind.of(kind)
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "There is no such mail"));
    }

    /** All of one language. */
    public record MailTemplateList(List<MailTemplateView> data) {}

    /**
     * What a mail is to say.
     *
     * @param language de, en, es, fr or ja; left out, the tenant's
     */
    public record SetMailTemplate(
            @Nullable @Size(max = 8) String language,

            @Nullable
            @Size(min = 1, max = 200)
            @Pattern(regexp = "\\P{Cntrl}*\\S\\P{Cntrl}*", message = "must be one line")
            String subject,

            @Nullable
            @Size(min = 1, max = 5000)
            @Pattern(regexp = "[\\s\\S]*\\S[\\s\\S]*", message = "must say something")
            String text) {

        NewMailTemplate wanted() {
            return new NewMailTemplate(language, subject, text);
        }
    }
}
