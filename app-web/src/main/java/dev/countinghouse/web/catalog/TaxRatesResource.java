package dev.countinghouse.web.catalog;

import dev.countinghouse.catalog.NewTaxRate;
import dev.countinghouse.catalog.TaxRateService;
import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.paging.Page;
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
        TaxRateView rate = taxRates.create(new NewTaxRate(
                request.externalId(), request.code(), request.name(), request.percent(), request.metadata()));
        return ETags.created("tax-rates", rate.id(), rate);
    }

    @GET
    @Operation(summary = "List tax rates")
    public Page<TaxRateView> list(@BeanParam CodeParams params) {
        return taxRates.list(params.code, params.externalId, params.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One tax rate")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TaxRateView.class)))
    public Response get(@PathParam("id") UUID id) {
        TaxRateView rate = taxRates.get(id);
        return ETags.ok(rate, rate.version());
    }

    /** A tax rate to be made. */
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

            @Nullable Map<String, String> metadata) {}
}
