package dev.countinghouse.web.webhooks;

import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.Params;
import dev.countinghouse.webhooks.DeliveryState;
import dev.countinghouse.webhooks.NewWebhookEndpoint;
import dev.countinghouse.webhooks.WebhookDeliveryView;
import dev.countinghouse.webhooks.WebhookEndpointChange;
import dev.countinghouse.webhooks.WebhookEndpointView;
import dev.countinghouse.webhooks.WebhookReplay;
import dev.countinghouse.webhooks.WebhookReplayView;
import dev.countinghouse.webhooks.WebhookService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where events are sent, and how that goes. */
@Path("/webhook-endpoints")
@ApplicationScoped
@Tag(name = "Webhooks")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class WebhookEndpointsResource {

    @Inject
    WebhookService webhooks;

    @POST
    @Operation(
            summary = "Make a webhook endpoint; its secret is shown in this answer and never again",
            description =
                    "Events from now on are sent to it by Standard Webhooks 1.0.0: a POST with the headers webhook-id, webhook-timestamp"
                            + " and webhook-signature (v1, HMAC-SHA256 of id.timestamp.body) and the body {type, timestamp, data}. Any"
                            + " answer from 200 to 299 within 15 seconds takes it; whatever else happens, it is tried again, ten times"
                            + " over three days, and then a dead letter. An event may come more than once: under the same webhook-id.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = WebhookEndpointView.class)))
    public Response create(@Valid @NotNull CreateWebhookEndpoint request) {
        WebhookEndpointView endpoint = webhooks.create(request.wanted());
        return ETags.created("webhook-endpoints", endpoint.id(), endpoint);
    }

    @GET
    @Operation(summary = "List webhook endpoints, newest first, without secrets")
    public Page<WebhookEndpointView> list(@BeanParam PageParams page) {
        return webhooks.list(page.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One webhook endpoint, without its secret")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WebhookEndpointView.class)))
    public Response get(@PathParam("id") UUID id) {
        WebhookEndpointView endpoint = webhooks.get(id);
        return ETags.ok(endpoint, endpoint.version());
    }

    @PATCH
    @Path("{id}")
    @Operation(
            summary = "Change a webhook endpoint; what is left out stays",
            description =
                    "While it is disabled no event is kept for it. What waits then goes on when it is enabled again.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WebhookEndpointView.class)))
    public Response change(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull ChangeWebhookEndpoint request) {
        WebhookEndpointView endpoint = webhooks.change(id, request.change(), ETags.expected(ifMatch));
        return ETags.ok(endpoint, endpoint.version());
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Delete a webhook endpoint: nothing is sent to it any more, and what waits never will be")
    public void delete(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        webhooks.delete(id, ETags.expected(ifMatch));
    }

    @POST
    @Path("{id}/rotate-secret")
    @Operation(
            summary =
                    "Make another secret, which is shown in this answer and never again; for overlap_seconds both sign what is sent")
    public WebhookEndpointView rotateSecret(@PathParam("id") UUID id, @Valid @NotNull RotateSecret request) {
        return webhooks.rotateSecret(id, Duration.ofSeconds(request.overlapSeconds()));
    }

    @POST
    @Path("{id}/ping")
    @Operation(
            summary = "Send the event webhook_endpoint.ping to this endpoint alone, whatever it wants",
            description = "It is sent as all events are: how it went is in the list of deliveries a moment later.")
    public WebhookDeliveryView ping(@PathParam("id") UUID id) {
        return webhooks.ping(id);
    }

    @GET
    @Path("{id}/deliveries")
    @Operation(
            summary =
                    "What was delivered to an endpoint within thirty days, what waits and what was given up; newest first")
    public Page<WebhookDeliveryView> deliveries(@PathParam("id") UUID id, @BeanParam DeliveryParams params) {
        return webhooks.deliveries(id, params.state(), params.page());
    }

    @POST
    @Path("{id}/deliveries/{event_id}/replay")
    @Operation(summary = "Deliver an event again, under the same webhook-id, whatever became of it")
    public WebhookDeliveryView replay(@PathParam("id") UUID id, @PathParam("event_id") UUID eventId) {
        return webhooks.replay(id, eventId);
    }

    @POST
    @Path("{id}/replay")
    @Operation(
            summary = "Deliver the events of a range again, under the same webhook-ids: the earliest 10,000",
            description =
                    "Events that were for this endpoint when they happened; those given up, unless another state is named.")
    public WebhookReplayView replayRange(@PathParam("id") UUID id, @Valid @NotNull Replay request) {
        return webhooks.replay(id, request.wanted());
    }

    /** Which deliveries are asked for. */
    public static class DeliveryParams extends PageParams {

        @QueryParam("state")
        @Nullable
        String state;

        @Nullable
        DeliveryState state() {
            return Params.oneOf("state", state, DeliveryState.class);
        }
    }

    /**
     * A webhook endpoint to be made.
     *
     * @param url https, on the internet
     * @param eventTypes types of events, or all of a resource such as {@code invoice.*}; left out or empty, all
     */
    public record CreateWebhookEndpoint(
            @NotBlank @Size(max = 500) String url,
            @Nullable @Size(max = 500) String description,
            @Nullable @Size(max = 100) List<@NotNull @Size(max = 64) String> eventTypes) {

        NewWebhookEndpoint wanted() {
            return new NewWebhookEndpoint(
                    url,
                    Objects.requireNonNullElse(description, ""),
                    eventTypes == null
                            ? List.of()
                            : eventTypes.stream().distinct().toList());
        }
    }

    /** Whether events are sent. */
    public enum WantedStatus {
        ENABLED,
        DISABLED
    }

    /**
     * What of a webhook endpoint is to change; what is left out stays.
     *
     * @param eventTypes all of them; empty for all events
     */
    public record ChangeWebhookEndpoint(
            @Nullable @Size(min = 1, max = 500) String url,
            @Nullable @Size(max = 500) String description,
            @Nullable @Size(max = 100) List<@NotNull @Size(max = 64) String> eventTypes,
            @Nullable WantedStatus status) {

        WebhookEndpointChange change() {
            return new WebhookEndpointChange(
                    url,
                    description,
                    eventTypes == null ? null : eventTypes.stream().distinct().toList(),
                    status == null ? null : status == WantedStatus.ENABLED);
        }
    }

    /**
     * How to change over to a new secret.
     *
     * @param overlapSeconds for how long the one before signs too, up to a week; 0 for not at all
     */
    public record RotateSecret(@NotNull @Min(0) @Max(WEEK) Integer overlapSeconds) {

        private static final int WEEK = 604_800;
    }

    /**
     * A range of events, by real time.
     *
     * @param until up to, but not including; left out, all since
     * @param state of their deliveries; left out, those that were given up
     */
    public record Replay(
            @NotNull Instant since,
            @Nullable Instant until,
            @Nullable DeliveryState state) {

        WebhookReplay wanted() {
            return new WebhookReplay(since, until, Objects.requireNonNullElse(state, DeliveryState.DEAD));
        }
    }
}
