package dev.countinghouse.web.metering;

import dev.countinghouse.metering.NewUsageAlert;
import dev.countinghouse.metering.UsageAlertChange;
import dev.countinghouse.metering.UsageAlertFilter;
import dev.countinghouse.metering.UsageAlertService;
import dev.countinghouse.metering.UsageAlertTerms;
import dev.countinghouse.metering.UsageAlertView;
import dev.countinghouse.metering.UsageThreshold;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.Params;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who wants to hear of usage, and how much of it there may be. */
@Path("/usage-alerts")
@ApplicationScoped
@Tag(name = "Usage")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class UsageAlertsResource {

    @Inject
    UsageAlertService alerts;

    @POST
    @TakesRoom
    @Operation(summary = "Make a usage alert: each threshold tells once a month of the customer's time zone")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = UsageAlertView.class)))
    public Response create(@Valid @NotNull CreateUsageAlert request) {
        UsageAlertView alert = alerts.create(request.toNew());
        return ETags.created("usage-alerts", alert.id(), alert);
    }

    @GET
    @Operation(summary = "List usage alerts")
    public Page<UsageAlertView> list(@BeanParam UsageAlertParams params) {
        return alerts.list(params.filter(), params.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One usage alert")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = UsageAlertView.class)))
    public Response get(@PathParam("id") UUID id) {
        UsageAlertView alert = alerts.get(id);
        return ETags.ok(alert, alert.version());
    }

    @PATCH
    @Path("{id}")
    @Operation(summary = "Change limit, thresholds and who is told; what is left out stays")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = UsageAlertView.class)))
    public Response change(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull ChangeUsageAlert request) {
        UsageAlertView alert = alerts.change(id, request.toChange(), ETags.expected(ifMatch));
        return ETags.ok(alert, alert.version());
    }

    @POST
    @Path("{id}/archive")
    @Operation(summary = "Tell nobody and limit nothing any more")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = UsageAlertView.class)))
    public Response archive(@PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        UsageAlertView alert = alerts.archive(id, ETags.expected(ifMatch));
        return ETags.ok(alert, alert.version());
    }

    /** Which usage alerts are asked for. */
    public static class UsageAlertParams extends PageParams {

        @QueryParam("code")
        @Nullable
        String code;

        @QueryParam("external_id")
        @Nullable
        String externalId;

        @QueryParam("metric")
        @Nullable
        String metric;

        @QueryParam("customer_id")
        @Nullable
        String customerId;

        UsageAlertFilter filter() {
            return new UsageAlertFilter(code, externalId, metric, Params.uuid("customer_id", customerId));
        }
    }

    /** A usage alert to be made; without a customer it watches every customer, each for himself. */
    public record CreateUsageAlert(
            @Nullable @Size(min = 1, max = 255) String externalId,

            @NotNull
            @Pattern(
                    regexp = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}",
                    message = "must be 1 to 64 letters, digits, dots, dashes or underscores")
            String code,

            @NotNull @Size(max = 64) String metric,
            @Nullable UUID customerId,

            @Nullable @Positive @Digits(integer = 15, fraction = 12)
            BigDecimal limit,

            @Nullable Boolean hard,
            @Nullable @Size(max = 10) List<@Valid @NotNull Threshold> thresholds,
            @Nullable @Size(max = 5) List<@NotNull @Size(max = 254) String> recipients,
            @Nullable Map<String, String> metadata) {

        NewUsageAlert toNew() {
            UsageAlertTerms terms = new UsageAlertTerms(
                    limit,
                    Boolean.TRUE.equals(hard),
                    thresholds == null ? List.of() : Threshold.all(thresholds),
                    recipients == null ? List.of() : recipients);
            return new NewUsageAlert(externalId, code, metric, customerId, terms, metadata);
        }
    }

    /** What of a usage alert may change. */
    public record ChangeUsageAlert(
            @Nullable @Positive @Digits(integer = 15, fraction = 12)
            BigDecimal limit,

            @Nullable Boolean hard,
            @Nullable @Size(max = 10) List<@Valid @NotNull Threshold> thresholds,
            @Nullable @Size(max = 5) List<@NotNull @Size(max = 254) String> recipients,
            @Nullable Map<String, String> metadata) {

        UsageAlertChange toChange() {
            return new UsageAlertChange(
                    limit, hard, thresholds == null ? null : Threshold.all(thresholds), recipients, metadata);
        }
    }

    /** A share of the limit, or a quantity. */
    public record Threshold(
            @Nullable @Positive @DecimalMax("1000") @Digits(integer = 4, fraction = 2)
            BigDecimal percent,

            @Nullable @Positive @Digits(integer = 15, fraction = 12)
            BigDecimal quantity) {

        static List<UsageThreshold> all(List<Threshold> thresholds) {
            return thresholds.stream()
                    .map(threshold -> new UsageThreshold(threshold.percent(), threshold.quantity()))
                    .toList();
        }
    }
}
