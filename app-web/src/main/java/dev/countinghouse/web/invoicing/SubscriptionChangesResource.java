package dev.countinghouse.web.invoicing;

import dev.countinghouse.invoicing.DatedChangeService;
import dev.countinghouse.invoicing.SubscriptionChangeService;
import dev.countinghouse.invoicing.SubscriptionChangeView;
import dev.countinghouse.subscription.SubscriptionChange;
import dev.countinghouse.subscription.SubscriptionChange.ChangeAt;
import dev.countinghouse.subscription.SubscriptionService;
import dev.countinghouse.subscription.SubscriptionView;
import dev.countinghouse.subscription.domain.Proration;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Changes of subscriptions. */
@Path("/subscriptions/{id}/change")
@ApplicationScoped
@Tag(name = "Subscriptions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SubscriptionChangesResource {

    private static final int TOKEN_LENGTH_MAX = 128;

    @Inject
    SubscriptionChangeService changes;

    @Inject
    DatedChangeService planned;

    @Inject
    SubscriptionService subscriptions;

    @POST
    @Path("preview")
    @TakesRoom
    @Operation(summary = "What a change of a subscription would come to; nothing is changed")
    public SubscriptionChangeView preview(@PathParam("id") UUID id, @Valid @NotNull PreviewChange request) {
        SubscriptionChange wanted = new SubscriptionChange(
                request.at(), request.date(), request.plan(), request.quantity(), request.proration());
        return wanted.date() == null ? changes.preview(id, wanted) : planned.preview(id, wanted);
    }

    @POST
    @TakesRoom
    @Operation(
            summary =
                    "Change the quantity or the plan of a subscription, now, where its next period begins, or on a day to come",
            description =
                    "Another plan now ends the period that runs today: its usage is billed, what was paid of it in advance goes back, and the rest of the"
                            + " period is billed by the new plan, on one invoice at once. With the token of a preview exactly what that showed is"
                            + " done, besides usage that came in since, or nothing: 409 preview_outdated. At a date it is planned, shown as planned_change of the"
                            + " subscription, and made by itself on its day; what cannot be made then is told by an event subscription.change_failed.")
    public SubscriptionChangeView change(@PathParam("id") UUID id, @Valid @NotNull ChangeSubscription request) {
        SubscriptionChange wanted = new SubscriptionChange(
                request.at(), request.date(), request.plan(), request.quantity(), request.proration());
        return wanted.date() == null
                ? changes.execute(id, wanted, request.token())
                : planned.plan(id, wanted, request.token());
    }

    @DELETE
    @Operation(
            summary =
                    "Take back what is planned: a change at a date, the end of a pause, or another quantity at the end of the period")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SubscriptionView.class)))
    public Response withdraw(@PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        SubscriptionView subscription = subscriptions.withdrawChange(id, ETags.expected(ifMatch));
        return ETags.ok(subscription, subscription.version());
    }

    /**
     * A change to be looked at.
     *
     * @param date first day of what is new, in the subscription's zone, for a change at a date: tomorrow or later, within a year
     * @param plan code of another plan that is to be taken, in its newest version
     * @param quantity how many times it is to be taken, such as seats
     * @param proration of the rest of the period, for a change now or at a date; left out, it is {@code next_invoice}, and with a plan {@code at_once}, the only one there is
     */
    public record PreviewChange(
            @NotNull ChangeAt at,
            @Nullable LocalDate date,
            @Nullable @Size(min = 1, max = 64) String plan,
            @Nullable @Min(1) @Max(1_000_000) Integer quantity,
            @Nullable Proration proration) {}

    /**
     * A change to be made.
     *
     * @param date as in the preview
     * @param plan as in the preview
     * @param quantity as in the preview
     * @param proration as in the preview
     * @param token of the preview; left out, whatever it comes to by now is done
     */
    public record ChangeSubscription(
            @NotNull ChangeAt at,
            @Nullable LocalDate date,
            @Nullable @Size(min = 1, max = 64) String plan,
            @Nullable @Min(1) @Max(1_000_000) Integer quantity,
            @Nullable Proration proration,
            @Nullable @Size(min = 1, max = TOKEN_LENGTH_MAX) String token) {}
}
