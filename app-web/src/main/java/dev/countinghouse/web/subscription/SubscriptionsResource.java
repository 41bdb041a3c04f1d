package dev.countinghouse.web.subscription;

import dev.countinghouse.catalog.PlanOverrides;
import dev.countinghouse.invoicing.FirstPaymentService;
import dev.countinghouse.invoicing.SubscriptionPauseService;
import dev.countinghouse.paging.Page;
import dev.countinghouse.subscription.Cancellation;
import dev.countinghouse.subscription.NewSubscription;
import dev.countinghouse.subscription.SubscriptionService;
import dev.countinghouse.subscription.SubscriptionStatus;
import dev.countinghouse.subscription.SubscriptionView;
import dev.countinghouse.subscription.domain.PauseKind;
import dev.countinghouse.web.api.CreatePrice;
import dev.countinghouse.web.api.CurrencyCode;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.Params;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
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
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who bought what. */
@Path("/subscriptions")
@ApplicationScoped
@Tag(name = "Subscriptions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SubscriptionsResource {

    @Inject
    SubscriptionService subscriptions;

    @Inject
    SubscriptionPauseService pauses;

    @Inject
    FirstPaymentService firstPayments;

    @POST
    @TakesRoom
    @Operation(
            summary = "Subscribe a customer to a plan; a start in the past is billed period by period",
            description =
                    "With payment first, the first invoice is written at once and the subscription is incomplete, entitles to nothing and bills"
                            + " nothing more until that is paid; without a payment within 23 hours the invoice is void and the subscription ends.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = SubscriptionView.class)))
    public Response create(@Valid @NotNull CreateSubscription request) {
        SubscriptionView subscription = request.payment() == PaymentTiming.FIRST
                ? firstPayments.create(request.wanted())
                : subscriptions.create(request.wanted());
        return ETags.created("subscriptions", subscription.id(), subscription);
    }

    @GET
    @Operation(summary = "List subscriptions")
    public Page<SubscriptionView> list(@BeanParam SubscriptionParams params) {
        return subscriptions.list(params.filter(), params.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One subscription")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SubscriptionView.class)))
    public Response get(@PathParam("id") UUID id) {
        SubscriptionView subscription = subscriptions.get(id);
        return ETags.ok(subscription, subscription.version());
    }

    @POST
    @Path("{id}/cancel")
    @Operation(
            summary = "End a subscription now, at the end of what is paid for, or on a day to come",
            description = "To give back unused days as refunded takes the permission credit_note:write, too.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SubscriptionView.class)))
    public Response cancel(@PathParam("id") UUID id, @Valid @NotNull CancelSubscription request) {
        SubscriptionView canceled = subscriptions.cancel(id, request.cancellation());
        return ETags.ok(canceled, canceled.version());
    }

    @POST
    @Path("{id}/retry-billing")
    @TakesRoom
    @Operation(summary = "Take a parked subscription back into billing; what fell due since is billed in order")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SubscriptionView.class)))
    public Response retryBilling(@PathParam("id") UUID id) {
        SubscriptionView retried = subscriptions.retryBilling(id);
        return ETags.ok(retried, retried.version());
    }

    @POST
    @Path("{id}/pause")
    @TakesRoom
    @Operation(
            summary = "Pause a subscription from today on, in its time zone",
            description =
                    "With collection, invoices are written as ever and nobody is reminded of them. With billing or service, no day is billed"
                            + " until it is resumed: what was used before is invoiced at once, and what was paid in advance goes back. With service"
                            + " nothing is entitled to either. With resume_on it is resumed by itself on that day.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SubscriptionView.class)))
    public Response pause(@PathParam("id") UUID id, @Valid @NotNull PauseSubscription request) {
        SubscriptionView paused = pauses.pause(id, request.behavior(), request.resumeOn(), request.reason());
        return ETags.ok(paused, paused.version());
    }

    @POST
    @Path("{id}/resume")
    @TakesRoom
    @Operation(
            summary =
                    "Resume a paused subscription: today is billed again, and the rest of the period in advance at once")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SubscriptionView.class)))
    public Response resume(@PathParam("id") UUID id) {
        SubscriptionView resumed = pauses.resume(id);
        return ETags.ok(resumed, resumed.version());
    }

    /**
     * What is to rest.
     *
     * @param behavior what rests until it is resumed
     * @param resumeOn the first day that is billed again, in the subscription's zone: it is resumed by itself on it; left out, by you
     * @param reason whatever you want to remember; it is told with the event
     */
    public record PauseSubscription(
            @NotNull PauseKind behavior,
            @Nullable LocalDate resumeOn,
            @Nullable @Size(min = 1, max = 500) String reason) {}

    /**
     * When a subscription is to end; {@code end_date} is the first day after it.
     *
     * @param unusedDays what is paid in advance for days after it stays paid if nothing else is or was said; credited: the last invoice gives
     *     it back, to the customer's credit; refunded: credit notes do, through the gateway as far as it was paid so, which takes
     *     credit_note:write
     * @param finalUsage usage that is not billed by then is billed if nothing else is or was said; skipped: it is never billed, and what was
     *     billed and is voided by then goes back all the same
     */
    public record CancelSubscription(
            @NotNull Cancellation.CancelAt at,
            @Nullable LocalDate endDate,
            @Nullable @Size(min = 1, max = 500) String reason,
            Cancellation.@Nullable UnusedDays unusedDays,
            Cancellation.@Nullable FinalUsage finalUsage) {

        Cancellation cancellation() {
            return new Cancellation(at, endDate, reason, unusedDays, finalUsage);
        }
    }

    /** Which subscriptions are asked for. */
    public static class SubscriptionParams extends PageParams {

        @QueryParam("external_id")
        @Nullable
        String externalId;

        @QueryParam("customer_id")
        @Nullable
        String customerId;

        @QueryParam("status")
        @Nullable
        String status;

        @QueryParam("parked")
        @Parameter(description = "true: only what could not be billed, false: only what is billed")
        @Nullable
        String parked;

        SubscriptionService.SubscriptionFilter filter() {
            return new SubscriptionService.SubscriptionFilter(
                    externalId,
                    Params.uuid("customer_id", customerId),
                    Params.oneOf("status", status, SubscriptionStatus.class),
                    Params.flag("parked", parked));
        }
    }

    /**
     * What a subscription pays instead of what its plan says, in its own currency.
     *
     * @param prices of charges, by their codes, each whole: by the charge's model, with a price for each of its filters
     * @param minimumCommitment of a whole period, before tax; zero: none
     * @param trialDays free of fees
     */
    public record CreateOverrides(
            @Nullable @Size(max = 100) Map<@NotNull @Size(max = 64) String, @Valid @NotNull CreatePrice> prices,

            @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
            BigDecimal minimumCommitment,

            @Nullable @Min(0) @Max(730) Integer trialDays) {

        PlanOverrides wanted() {
            return new PlanOverrides(CreatePrice.toNew(prices), minimumCommitment, trialDays);
        }
    }

    /** When a subscription's first invoice is to be paid. */
    public enum PaymentTiming {
        /** By its due date; the subscription runs anyway. */
        LATER,
        /** Before the subscription runs. */
        FIRST
    }

    /**
     * A subscription to be made; without a currency it is billed in the customer's.
     *
     * @param payment later where it is left out; first takes a start today
     */
    public record CreateSubscription(
            @Nullable @Size(min = 1, max = 255) String externalId,
            @Nullable UUID customerId,
            @Nullable @Size(max = 255) String externalCustomerId,
            @NotNull @Size(max = 64) String plan,
            @Nullable @CurrencyCode String currency,
            @Nullable LocalDate startDate,
            @Nullable LocalDate endDate,
            @Nullable @Min(1) @Max(1_000_000) Integer quantity,
            @Nullable @Valid CreateOverrides overrides,
            @Nullable PaymentTiming payment,
            @Nullable Map<String, String> metadata) {

        private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
        private static final LocalDate LATEST = LocalDate.of(2200, 1, 1);

        /** One of it, unless it says how many. */
        public NewSubscription wanted() {
            return new NewSubscription(
                    externalId,
                    customerId,
                    externalCustomerId,
                    plan,
                    currency,
                    startDate,
                    endDate,
                    Objects.requireNonNullElse(quantity, 1),
                    overrides == null ? null : overrides.wanted(),
                    metadata);
        }

        @AssertTrue(message = "must be named by customer_id or external_customer_id, and only one of them")
        @Schema(hidden = true)
        public boolean isCustomer() {
            return (customerId == null) != (externalCustomerId == null);
        }

        @AssertTrue(message = "must be after start_date")
        @Schema(hidden = true)
        public boolean isEndDate() {
            return endDate == null || startDate == null || endDate.isAfter(startDate);
        }

        @AssertTrue(message = "must be from 2000-01-01 to 2200-01-01")
        @Schema(hidden = true)
        public boolean isStartDate() {
            return startDate == null || (!startDate.isBefore(EARLIEST) && startDate.isBefore(LATEST));
        }
    }
}
