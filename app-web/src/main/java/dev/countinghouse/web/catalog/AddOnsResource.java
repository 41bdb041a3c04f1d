package dev.countinghouse.web.catalog;

import dev.countinghouse.catalog.AddOnChange;
import dev.countinghouse.catalog.AddOnService;
import dev.countinghouse.catalog.AddOnView;
import dev.countinghouse.catalog.NewAddOn;
import dev.countinghouse.catalog.ThingRead;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What is sold once, beside plans. */
@Path("/add-ons")
@ApplicationScoped
@Tag(name = "Catalog")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AddOnsResource {

    @Inject
    AddOnService addOns;

    @POST
    @TakesRoom
    @Operation(summary = "Make an add-on")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = AddOnView.class)))
    public Response create(@Valid @NotNull CreateAddOn request) {
        AddOnView made = addOns.create(request.toNew());
        return ETags.created("add-ons", made.id(), made);
    }

    @GET
    @Operation(summary = "List add-ons, archived ones too unless the filter says otherwise")
    public Page<AddOnView> list(@BeanParam ThingParams params) {
        return addOns.list(params.filter(), params.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One add-on")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = AddOnView.class)))
    public Response get(@PathParam("id") UUID id) {
        AddOnView found = addOns.get(id);
        return ETags.ok(found, found.version());
    }

    @PATCH
    @Path("{id}")
    @Operation(summary = "Change an add-on for new uses; what is left out stays")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = AddOnView.class)))
    public Response change(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull ChangeAddOn request) {
        AddOnView changed = addOns.change(new ThingRead(id, ETags.expected(ifMatch)), request.toChange());
        return ETags.ok(changed, changed.version());
    }

    @POST
    @Path("{id}/archive")
    @Operation(summary = "Let nothing new use an add-on; what uses it keeps it")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = AddOnView.class)))
    public Response archive(@PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        AddOnView archived = addOns.archive(new ThingRead(id, ETags.expected(ifMatch)));
        return ETags.ok(archived, archived.version());
    }

    /** An add-on to be made. */
    public record CreateAddOn(
            @Nullable @Size(min = 1, max = 255) String externalId,

            @NotNull
            @Pattern(
                    regexp = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}",
                    message = "must be 1 to 64 letters, digits, dots, dashes or underscores")
            String code,

            @NotBlank @Size(max = 200) String name,
            @Nullable @Size(max = 1000) String description,
            @NotNull @Valid CatalogAmount amount,
            @Nullable @Size(max = 10) List<@NotNull @Size(max = 64) String> taxRates,
            @Nullable Map<String, String> metadata) {

        NewAddOn toNew() {
            return new NewAddOn(
                    externalId,
                    code,
                    name,
                    description,
                    amount.toMoney(),
                    taxRates == null ? List.of() : taxRates,
                    metadata);
        }
    }

    /** What of an add-on may change. */
    public record ChangeAddOn(
            @Nullable @Size(min = 1, max = 200) @Pattern(regexp = ".*\\S.*", message = "must not be blank")
            String name,

            @Nullable @Size(max = 1000) String description,
            @Nullable @Valid CatalogAmount amount,
            @Nullable @Size(max = 10) List<@NotNull @Size(max = 64) String> taxRates,
            @Nullable Map<String, String> metadata) {

        AddOnChange toChange() {
            return new AddOnChange(name, description, CatalogAmount.money(amount), taxRates, metadata);
        }
    }
}
