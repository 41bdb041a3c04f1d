package dev.countinghouse.web.catalog;

import dev.countinghouse.catalog.EntitlementService;
import dev.countinghouse.catalog.EntitlementView;
import dev.countinghouse.catalog.NewEntitlement;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a plan entitles its customers to. */
@Path("/plans/{id}/entitlements")
@ApplicationScoped
@Tag(name = "Catalog")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class EntitlementsResource {

    @Inject
    EntitlementService entitlements;

    @GET
    @Operation(summary = "What the newest version of a plan entitles to")
    public Entitlements list(@PathParam("id") UUID id) {
        return new Entitlements(entitlements.of(id));
    }

    @PUT
    @TakesRoom
    @Operation(summary = "Entitle by the newest version of a plan, once: afterwards it takes another version")
    public Entitlements entitle(@PathParam("id") UUID id, @Valid @NotNull Entitle request) {
        return new Entitlements(entitlements.entitle(
                id, request.entitlements().stream().map(Entitlement::toNew).toList()));
    }

    /** Entitlements in the order of their features' codes. */
    public record Entitlements(List<EntitlementView> data) {}

    /** All that a plan is to entitle to. */
    public record Entitle(@NotNull @Size(min = 1, max = 100) List<@Valid @NotNull Entitlement> entitlements) {}

    /** One of enabled, quantity, and limit with period, by the kind of the feature. */
    public record Entitlement(
            @NotNull @Size(max = 64) String feature,
            @Nullable Boolean enabled,

            @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
            BigDecimal quantity,

            @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
            BigDecimal limit,

            EntitlementView.@Nullable Period period) {

        NewEntitlement toNew() {
            return new NewEntitlement(feature, enabled, quantity, limit, period);
        }
    }
}
