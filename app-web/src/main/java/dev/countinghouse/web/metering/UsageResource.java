package dev.countinghouse.web.metering;

import dev.countinghouse.metering.UsageEventView;
import dev.countinghouse.metering.UsageFilter;
import dev.countinghouse.metering.UsageImport;
import dev.countinghouse.metering.UsageImportResult;
import dev.countinghouse.metering.UsageInput;
import dev.countinghouse.metering.UsageResult;
import dev.countinghouse.metering.UsageService;
import dev.countinghouse.metering.UsageSummaryView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.Params;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Usage events. */
@Path("/usage")
@ApplicationScoped
@Tag(name = "Usage")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class UsageResource {

    private static final int CREATED = 201;
    private static final Set<String> GRANULARITIES = Set.of("hour", "day", "month");

    @Inject
    UsageService usage;

    @Inject
    UsageImport imports;

    @POST
    @TakesRoom
    @Consumes({MediaType.APPLICATION_JSON, CloudEventReader.EVENT})
    @Operation(summary = "Record one usage event, in our form or as a CloudEvent; the same event again answers 200")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RecordUsage.class)),
                @Content(mediaType = CloudEventReader.EVENT, schema = @Schema(implementation = CloudEvent.class))
            })
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = Recorded.class)))
    public Response record(@Valid @NotNull RecordUsage request) {
        UsageResult result = usage.record(request.toInput());
        Recorded answer = new Recorded(Objects.requireNonNull(result.id()), result.status());
        int status = result.status() == UsageResult.Status.ACCEPTED ? CREATED : Response.Status.OK.getStatusCode();
        return Response.status(status).entity(answer).build();
    }

    @POST
    @TakesRoom
    @Path("batch")
    @Consumes({MediaType.APPLICATION_JSON, CloudEventReader.BATCH})
    @Operation(
            summary = "Record up to 1,000 usage events, in our form or as CloudEvents; each has a result of its own",
            description = "Events that are refused are kept at /usage/errors, to be put right and sent again.")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RecordBatch.class)),
                @Content(
                        mediaType = CloudEventReader.BATCH,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = CloudEvent.class))
            })
    public BatchAnswer recordBatch(@Valid @NotNull RecordBatch request) {
        return BatchAnswer.of(usage.takeBatch(
                request.events().stream().map(RecordUsage::toInput).toList()));
    }

    @POST
    @TakesRoom
    @Path("import")
    @Consumes({UsageImportsResource.CSV, UsageImportsResource.NDJSON})
    @Operation(summary = "Record usage events from a stream of CSV or NDJSON; bad lines are told, the others are kept")
    public UsageImportResult importStream(@HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type, InputStream body) {
        return type.getSubtype().equals("csv") ? imports.csv(body) : imports.ndjson(body);
    }

    @GET
    @Operation(summary = "List usage events")
    public Page<UsageEventView> list(@BeanParam UsageParams params) {
        return usage.list(params.filter(), params.page());
    }

    @GET
    @Path("summary")
    @Operation(
            summary =
                    "Usage by hour, day or month of a time zone; group_by names group keys of the metric, with commas")
    public Summary summary(@BeanParam SummaryParams params) {
        return new Summary(usage.summary(params.filter(), params.groupBy(), params.granularity(), params.zone()));
    }

    /** Which usage events are asked for. */
    public static class UsageParams extends PageParams {

        @QueryParam("customer_id")
        @Nullable
        String customerId;

        @QueryParam("metric")
        @Nullable
        String metric;

        @QueryParam("from")
        @Nullable
        String from;

        @QueryParam("to")
        @Nullable
        String to;

        UsageFilter filter() {
            return new UsageFilter(
                    Params.uuid("customer_id", customerId),
                    metric,
                    Params.instant("from", from),
                    Params.instant("to", to));
        }
    }

    /** How usage is summed up; by month of UTC when nothing is said. */
    public static class SummaryParams extends UsageParams {

        @QueryParam("granularity")
        @Nullable
        String granularity;

        @QueryParam("time_zone")
        @Nullable
        String timeZone;

        @QueryParam("group_by")
        @Nullable
        String groupBy;

        List<String> groupBy() {
            return groupBy == null ? List.of() : List.of(groupBy.split(",", -1));
        }

        String granularity() {
            String asked = Objects.requireNonNullElse(granularity, "month");
            if (!GRANULARITIES.contains(asked)) {
                throw BillingException.invalid("granularity", "unknown", "must be hour, day or month");
            }
            return asked;
        }

        String zone() {
            String asked = Objects.requireNonNullElse(timeZone, "UTC");
            if (!ZoneId.getAvailableZoneIds().contains(asked)) {
                throw BillingException.invalid(
                        "time_zone", "unknown", "must be an IANA time zone such as Europe/Paris");
            }
            return asked;
        }
    }

    /** Sums of usage, earliest first. */
    public record Summary(List<UsageSummaryView> data) {}

    /** A usage event to be recorded. */
    public record RecordUsage(
            @NotBlank @Size(max = 255) String transactionId,
            @Nullable @Size(max = 255) String source,
            @Nullable UUID customerId,
            @Nullable @Size(max = 255) String externalCustomerId,
            @Nullable UUID subscriptionId,
            @NotNull @Size(max = 64) String metric,
            @NotNull Instant timestamp,
            @Nullable @Digits(integer = 15, fraction = 12) BigDecimal quantity,
            @Nullable @Size(max = 50) Map<String, Object> properties) {

        @AssertTrue(
                message = "must be named by customer_id, external_customer_id or subscription_id, and only one of them")
        @Schema(hidden = true)
        public boolean isCustomer() {
            return IntStream.of(
                                    customerId == null ? 0 : 1,
                                    externalCustomerId == null ? 0 : 1,
                                    subscriptionId == null ? 0 : 1)
                            .sum()
                    == 1;
        }

        UsageInput toInput() {
            return new UsageInput(
                    transactionId,
                    Objects.requireNonNullElse(source, ""),
                    customerId,
                    externalCustomerId,
                    subscriptionId,
                    metric,
                    timestamp,
                    quantity,
                    Objects.requireNonNullElse(properties, Map.of()));
        }
    }

    /** Events to be recorded. */
    public record RecordBatch(
            @NotNull @Size(min = 1, max = UsageService.BATCH_MAX)
            List<@Valid @NotNull RecordUsage> events) {}

    /** What became of a single event. */
    public record Recorded(UUID id, UsageResult.Status status) {}

    /** What became of a batch. */
    public record BatchAnswer(long accepted, long duplicates, long rejected, List<ItemResult> results) {

        static BatchAnswer of(List<UsageResult> results) {
            return new BatchAnswer(
                    count(results, UsageResult.Status.ACCEPTED),
                    count(results, UsageResult.Status.DUPLICATE),
                    count(results, UsageResult.Status.REJECTED),
                    IntStream.range(0, results.size())
                            .mapToObj(i -> ItemResult.of(i, results.get(i)))
                            .toList());
        }

        private static long count(List<UsageResult> results, UsageResult.Status status) {
            return results.stream().filter(result -> result.status() == status).count();
        }
    }

    /** What became of one event of a batch; field, code and message tell why it was rejected. */
    public record ItemResult(
            int index,
            UsageResult.Status status,
            @Nullable UUID id,
            @Nullable String field,
            @Nullable String code,
            @Nullable String message) {

        static ItemResult of(int index, UsageResult result) {
            FieldError error = result.error();
            return new ItemResult(
                    index,
                    result.status(),
                    result.id(),
                    error == null ? null : error.field(),
                    error == null ? null : error.code(),
                    error == null ? null : error.message());
        }
    }
}
