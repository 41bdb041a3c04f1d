package dev.countinghouse.web.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countinghouse.catalog.CatalogDocument;
import dev.countinghouse.catalog.CatalogDocumentService;
import dev.countinghouse.catalog.CatalogImportResult;
import dev.countinghouse.catalog.NewCatalog;
import dev.countinghouse.json.Json;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The whole catalog as one document, so that it can be kept with a product's source. */
@Path("/catalog")
@ApplicationScoped
@Tag(name = "Catalog")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class CatalogResource {

    @Inject
    CatalogDocumentService documents;

    @GET
    @Path("export")
    @Operation(
            summary = "Metrics, tax rates, features, plans, add-ons and coupons as a document, always in the same form")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CatalogDocument.class)))
    public Response export() throws JsonProcessingException {
        String text = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(documents.export());
        return Response.ok(text + "\n").build();
    }

    @POST
    @Path("import")
    @TakesRoom
    @Operation(summary = "Bring the catalog to what a document says: all of it or nothing; nothing is taken away")
    public CatalogImportResult bring(
            @QueryParam("dry_run") @DefaultValue("false") boolean dryRun, @Valid @NotNull ImportCatalog request) {
        return documents.bring(request.toNew(), dryRun);
    }

    /** A document as it is exported. A plan that is different becomes a new version, published at once. */
    public record ImportCatalog(
            @Nullable @Size(max = CatalogDocumentService.ITEMS_MAX)
            List<MetricsResource.@Valid @NotNull CreateMetric> billableMetrics,

            @Nullable @Size(max = CatalogDocumentService.ITEMS_MAX)
            List<TaxRatesResource.@Valid @NotNull CreateTaxRate> taxRates,

            @Nullable @Size(max = CatalogDocumentService.ITEMS_MAX)
            List<FeaturesResource.@Valid @NotNull CreateFeature> features,

            @Nullable @Size(max = CatalogDocumentService.ITEMS_MAX)
            List<PlansResource.@Valid @NotNull CreatePlan> plans,

            @Nullable @Size(max = CatalogDocumentService.ITEMS_MAX)
            List<AddOnsResource.@Valid @NotNull CreateAddOn> addOns,

            @Nullable @Size(max = CatalogDocumentService.ITEMS_MAX)
            List<CouponsResource.@Valid @NotNull CreateCoupon> coupons) {

        NewCatalog toNew() {
            return new NewCatalog(
                    all("billable_metrics", billableMetrics, MetricsResource.CreateMetric::toNew),
                    all("tax_rates", taxRates, TaxRatesResource.CreateTaxRate::toNew),
                    all("features", features, FeaturesResource.CreateFeature::toNew),
                    all("plans", plans, PlansResource.CreatePlan::toNew),
                    all("add_ons", addOns, AddOnsResource.CreateAddOn::toNew),
                    all("coupons", coupons, CouponsResource.CreateCoupon::toNew));
        }

        private static <R, N> List<N> all(String path, @Nullable List<R> requests, Function<R, N> toNew) {
            List<N> all = new ArrayList<>();
            for (R request : requests == null ? List.<R>of() : requests) {
                try {
                    all.add(toNew.apply(request));
                } catch (BillingException e) {
                    throw e.within(path + "[" + all.size() + "].");
                }
            }
            return all;
        }
    }
}
