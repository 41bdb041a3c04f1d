package dev.countinghouse.web.catalog;

import dev.countinghouse.catalog.FeatureChange;
import dev.countinghouse.catalog.FeatureKind;
import dev.countinghouse.catalog.FeatureService;
import dev.countinghouse.catalog.FeatureView;
import dev.countinghouse.catalog.NewFeature;
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
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What plans entitle their customers to. */
@Path("/features")
@ApplicationScoped
@Tag(name = "Catalog")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class FeaturesResource {

    @Inject
    FeatureService features;

    @POST
    @TakesRoom
    @Operation(summary = "Make a feature")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = FeatureView.class)))
    public Response create(@Valid @NotNull CreateFeature request) {
        FeatureView made = features.create(request.toNew());
        return ETags.created("features", made.id(), made);
    }

    @GET
    @Operation(summary = "List features, archived ones too unless the filter says otherwise")
    public Page<FeatureView> list(@BeanParam ThingParams params) {
        return features.list(params.filter(), params.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One feature")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = FeatureView.class)))
    public Response get(@PathParam("id") UUID id) {
        FeatureView found = features.get(id);
        return ETags.ok(found, found.version());
    }

    @PATCH
    @Path("{id}")
    @Operation(summary = "Change how a feature is called; what is left out stays. Its kind never changes")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = FeatureView.class)))
    public Response change(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull ChangeFeature request) {
        FeatureView changed = features.change(new ThingRead(id, ETags.expected(ifMatch)), request.toChange());
        return ETags.ok(changed, changed.version());
    }

    @POST
    @Path("{id}/archive")
    @Operation(summary = "Let nothing new use a feature; what uses it keeps it")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = FeatureView.class)))
    public Response archive(@PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        FeatureView archived = features.archive(new ThingRead(id, ETags.expected(ifMatch)));
        return ETags.ok(archived, archived.version());
    }

    /** A feature to be made. */
    public record CreateFeature(
            @Nullable @Size(min = 1, max = 255) String externalId,

            @NotNull
            @Pattern(
                    regexp = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}",
                    message = "must be 1 to 64 letters, digits, dots, dashes or underscores")
            String code,

            @NotBlank @Size(max = 200) String name,
            @Nullable @Size(max = 1000) String description,
            @NotNull FeatureKind kind,
            @Nullable @Size(max = 64) String metric,
            @Nullable @Size(max = 32) String unit,
            @Nullable Map<String, String> metadata) {

        NewFeature toNew() {
            return new NewFeature(externalId, code, name, description, kind, metric, unit, metadata);
        }
    }

    /** What of a feature may change. */
    public record ChangeFeature(
            @Nullable @Size(min = 1, max = 200) @Pattern(regexp = ".*\\S.*", message = "must not be blank")
            String name,

            @Nullable @Size(max = 1000) String description,
            @Nullable Map<String, String> metadata) {

        FeatureChange toChange() {
            return new FeatureChange(name, description, metadata);
        }
    }
}
