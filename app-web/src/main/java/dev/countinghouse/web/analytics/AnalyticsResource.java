package dev.countinghouse.web.analytics;

import dev.countinghouse.analytics.AnalyticsFilter;
import dev.countinghouse.analytics.AnalyticsService;
import dev.countinghouse.analytics.ChurnView;
import dev.countinghouse.analytics.CohortsView;
import dev.countinghouse.analytics.MrrView;
import dev.countinghouse.analytics.ReceivablesView;
import dev.countinghouse.analytics.RevenueView;
import dev.countinghouse.analytics.UsageView;
import dev.countinghouse.web.api.Csv;
import dev.countinghouse.web.api.Params;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Figures by month, as JSON or as a table. */
@Path("/analytics")
@ApplicationScoped
@Tag(name = "Analytics")
@Produces({MediaType.APPLICATION_JSON, AnalyticsResource.TABLE})
public class AnalyticsResource {

    /** Only where it is asked for. */
    static final String TABLE = Csv.TYPE + ";qs=0.5";

    private static final String OK = "200";
    private static final String EACH_CURRENCY =
            "Each currency by itself, nothing is converted. As text/csv a row for each month.";

    @Inject
    AnalyticsService analytics;

    @GET
    @Path("mrr")
    @Operation(
            summary = "Monthly recurring revenue, month by month: new, expansion, contraction, churn, reactivation",
            description = "Recurring fees on invoices, less what coupons take off, as what a month of them costs. "
                    + EACH_CURRENCY)
    @APIResponse(
            responseCode = OK,
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = MrrView.class)),
                @Content(mediaType = Csv.TYPE, schema = @Schema(implementation = String.class))
            })
    public MrrView mrr(@BeanParam MonthParams params) {
        return analytics.mrr(params.filter());
    }

    @GET
    @Path("churn")
    @Operation(
            summary = "Which part of the customers and of the recurring revenue was lost, month by month",
            description = EACH_CURRENCY)
    @APIResponse(
            responseCode = OK,
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ChurnView.class)),
                @Content(mediaType = Csv.TYPE, schema = @Schema(implementation = String.class))
            })
    public ChurnView churn(@BeanParam MonthParams params) {
        return analytics.churn(params.filter());
    }

    @GET
    @Path("cohorts")
    @Operation(
            summary = "What became of the customers who came in each of these months, until today",
            description = EACH_CURRENCY)
    @APIResponse(
            responseCode = OK,
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = CohortsView.class)),
                @Content(mediaType = Csv.TYPE, schema = @Schema(implementation = String.class))
            })
    public CohortsView cohorts(@BeanParam MonthParams params) {
        return analytics.cohorts(params.filter());
    }

    @GET
    @Path("revenue")
    @Operation(
            summary = "What was invoiced without taxes, net of credit notes and voids, month by month",
            description =
                    "As it was posted to the ledger's accounts revenue and deferred_revenue, when it was invoiced. "
                            + EACH_CURRENCY)
    @APIResponse(
            responseCode = OK,
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RevenueView.class)),
                @Content(mediaType = Csv.TYPE, schema = @Schema(implementation = String.class))
            })
    public RevenueView revenue(@BeanParam MonthParams params) {
        return analytics.revenue(params.filter());
    }

    @GET
    @Path("receivables")
    @Operation(
            summary = "What is due of open invoices now, by how many days it has been overdue",
            description = "Each currency by itself, nothing is converted. As text/csv a row for each age.")
    @APIResponse(
            responseCode = OK,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ReceivablesView.class)),
                @Content(mediaType = Csv.TYPE, schema = @Schema(implementation = String.class))
            })
    public ReceivablesView receivables(
            @QueryParam("currency") @Parameter(description = "All when left out") @Nullable String currency) {
        return analytics.receivables(Params.currency("currency", currency));
    }

    @GET
    @Path("usage")
    @Operation(
            summary = "What all customers used of each metric, month by month of the tenant's time zone",
            description = "By each metric's aggregation. As text/csv a row for each metric and month.")
    @APIResponse(
            responseCode = OK,
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = UsageView.class)),
                @Content(mediaType = Csv.TYPE, schema = @Schema(implementation = String.class))
            })
    public UsageView usage(@BeanParam RangeParams params) {
        return analytics.usage(params.filter());
    }

    /** Which months are asked for. */
    public static class RangeParams {

        @QueryParam("from")
        @Parameter(
                description = "First month, such as 2026-03; eleven months before the last when left out, at most 59")
        @Nullable
        String from;

        @QueryParam("through")
        @Parameter(description = "Last month; the one that runs when left out or later than that")
        @Nullable
        String through;

        /** Of all currencies. */
        AnalyticsFilter filter() {
            return new AnalyticsFilter(Params.month("from", from), Params.month("through", through), null);
        }
    }

    /** The same of a currency. */
    public static class MonthParams extends RangeParams {

        @QueryParam("currency")
        @Parameter(description = "All when left out")
        @Nullable
        String currency;

        @Override
        AnalyticsFilter filter() {
            return new AnalyticsFilter(
                    Params.month("from", from),
                    Params.month("through", through),
                    Params.currency("currency", currency));
        }
    }
}
