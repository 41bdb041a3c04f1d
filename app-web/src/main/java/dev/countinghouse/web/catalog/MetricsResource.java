package dev.countinghouse.web.catalog;

import dev.countinghouse.catalog.Aggregation;
import dev.countinghouse.catalog.LateUsagePolicy;
import dev.countinghouse.catalog.MetricChange;
import dev.countinghouse.catalog.MetricService;
import dev.countinghouse.catalog.MetricView;
import dev.countinghouse.catalog.NewMetric;
import dev.countinghouse.catalog.ThingRead;
import dev.countinghouse.metering.domain.QuantityRounding;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What usage is measured in. */
@Path("/billable-metrics")
@ApplicationScoped
@Tag(name = "Catalog")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class MetricsResource {

    @Inject
    MetricService metrics;

    @POST
    @TakesRoom
    @Operation(summary = "Make a billable metric")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = MetricView.class)))
    public Response create(@Valid @NotNull CreateMetric request) {
        MetricView metric = metrics.create(request.toNew());
        return ETags.created("billable-metrics", metric.id(), metric);
    }

    @GET
    @Operation(summary = "List billable metrics")
    public Page<MetricView> list(@BeanParam CodeParams params) {
        return metrics.list(params.code, params.externalId, params.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One billable metric")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MetricView.class)))
    public Response get(@PathParam("id") UUID id) {
        MetricView metric = metrics.get(id);
        return ETags.ok(metric, metric.version());
    }

    @PATCH
    @Path("{id}")
    @Operation(summary = "Change how a billable metric is called; what it measures never changes")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MetricView.class)))
    public Response change(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull ChangeMetric request) {
        MetricView metric = metrics.change(
                new ThingRead(id, ETags.expected(ifMatch)),
                new MetricChange(request.name(), request.unit(), request.metadata()));
        return ETags.ok(metric, metric.version());
    }

    /** What of a billable metric may change. */
    public record ChangeMetric(
            @Nullable @Size(min = 1, max = 200) @Pattern(regexp = ".*\\S.*", message = "must not be blank")
            String name,

            @Nullable @Size(max = 32) String unit,
            @Nullable Map<String, String> metadata) {}

    /** A billable metric to be made. It is not recurring, filters and groups nothing, unless it is said. */
    public record CreateMetric(
            @Nullable @Size(min = 1, max = 255) String externalId,

            @NotNull
            @Pattern(
                    regexp = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}",
                    message = "must be 1 to 64 letters, digits, dots, dashes or underscores")
            String code,

            @NotBlank @Size(max = 200) String name,
            @NotNull Aggregation aggregation,

            @Nullable @Pattern(regexp = "[A-Za-z_][A-Za-z0-9_]{0,63}", message = "must be the name of a property")
            String fieldName,

            @Nullable @Size(max = 32) String unit,
            @Nullable Boolean recurring,
            @Nullable @Valid Rounding rounding,
            @Nullable Map<String, @NotNull List<@NotNull String>> filter,
            @Nullable List<@NotNull String> groupKeys,
            @Nullable LateUsagePolicy lateUsage,
            @Nullable Map<String, String> metadata) {

        NewMetric toNew() {
            return new NewMetric(
                    externalId,
                    code,
                    name,
                    aggregation,
                    fieldName,
                    unit,
                    Objects.requireNonNullElse(recurring, false),
                    rounding == null ? null : new QuantityRounding(rounding.mode(), rounding.precision()),
                    Objects.requireNonNullElse(filter, Map.of()),
                    Objects.requireNonNullElse(groupKeys, List.of()),
                    Objects.requireNonNullElse(lateUsage, LateUsagePolicy.DELTA),
                    metadata);
        }
    }

    /** How a metric rounds its quantity: which way, to how many digits after the point; below zero to tens and hundreds. */
    public record Rounding(
            @NotNull QuantityRounding.Mode mode,
            @NotNull @Min(-15) @Max(12) Integer precision) {}
}
