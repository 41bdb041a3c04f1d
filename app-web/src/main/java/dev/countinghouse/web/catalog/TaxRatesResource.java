package dev.countinghouse.web.catalog;

import dev.countinghouse.catalog.NewTaxRate;
import dev.countinghouse.catalog.TaxRateChange;
import dev.countinghouse.catalog.TaxRateService;
import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.catalog.ThingRead;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.CountryCode;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
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
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Taxes added to invoices. */
@Path("/tax-rates")
@ApplicationScoped
@Tag(name = "Catalog")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class TaxRatesResource {

    @Inject
    TaxRateService taxRates;

    @POST
    @TakesRoom
    @Operation(summary = "Make a tax rate")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = TaxRateView.class)))
    public Response create(@Valid @NotNull CreateTaxRate request) {
        TaxRateView made = taxRates.create(request.toNew());
        return ETags.created("tax-rates", made.id(), made);
    }

    @GET
    @Operation(summary = "List tax rates, archived ones too unless the filter says otherwise")
    public Page<TaxRateView> list(@BeanParam ThingParams params) {
        return taxRates.list(params.filter(), params.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One tax rate")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TaxRateView.class)))
    public Response get(@PathParam("id") UUID id) {
        TaxRateView found = taxRates.get(id);
        return ETags.ok(found, found.version());
    }

    @PATCH
    @Path("{id}")
    @Operation(summary = "Change a tax rate; what is left out stays. Its percent never changes: make another one")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TaxRateView.class)))
    public Response change(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull ChangeTaxRate request) {
        TaxRateView changed = taxRates.change(new ThingRead(id, ETags.expected(ifMatch)), request.toChange());
        return ETags.ok(changed, changed.version());
    }

    @POST
    @Path("{id}/archive")
    @Operation(summary = "Let nothing new use a tax rate; what uses it keeps it")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TaxRateView.class)))
    public Response archive(@PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        TaxRateView archived = taxRates.archive(new ThingRead(id, ETags.expected(ifMatch)));
        return ETags.ok(archived, archived.version());
    }

    /**
     * A tax rate to be made.
     *
     * @param country whose consumers pay it to a seller in another country of the Union
     */
    public record CreateTaxRate(
            @Nullable @Size(min = 1, max = 255) String externalId,

            @NotNull
            @Pattern(
                    regexp = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}",
                    message = "must be 1 to 64 letters, digits, dots, dashes or underscores")
            String code,

            @NotBlank @Size(max = 200) String name,

            @NotNull @Digits(integer = 3, fraction = 6) @DecimalMin("0") @DecimalMax("100")
            BigDecimal percent,

            @Nullable @CountryCode String country,
            @Nullable Map<String, String> metadata) {

        NewTaxRate toNew() {
            return new NewTaxRate(externalId, code, name, percent, country, metadata);
        }
    }

    /** What of a tax rate may change. */
    public record ChangeTaxRate(
            @Nullable @Size(min = 1, max = 200) @Pattern(regexp = ".*\\S.*", message = "must not be blank")
            String name,

            @Nullable Map<String, String> metadata) {

        TaxRateChange toChange() {
            return new TaxRateChange(name, metadata);
        }
    }
}
