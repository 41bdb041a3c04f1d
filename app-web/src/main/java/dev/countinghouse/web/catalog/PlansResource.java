package dev.countinghouse.web.catalog;

import dev.countinghouse.catalog.NewPlan;
import dev.countinghouse.catalog.PlanNaming;
import dev.countinghouse.catalog.PlanService;
import dev.countinghouse.catalog.PlanView;
import dev.countinghouse.catalog.ThingRead;
import dev.countinghouse.paging.Page;
import dev.countinghouse.time.BillingCycle;
import dev.countinghouse.web.api.CurrencyCode;
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

/** What customers subscribe to. */
@Path("/plans")
@ApplicationScoped
@Tag(name = "Catalog")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PlansResource {

    @Inject
    PlanService plans;

    @POST
    @TakesRoom
    @Operation(summary = "Make a plan and publish its first version, unless it is to be a draft")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = PlanView.class)))
    public Response create(@Valid @NotNull CreatePlan request) {
        PlanView plan = plans.create(request.toNew());
        return ETags.created("plans", plan.id(), plan);
    }

    @GET
    @Operation(summary = "List plans, each with its newest version")
    public Page<PlanView> list(@BeanParam CodeParams params) {
        return plans.list(params.code, params.externalId, params.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One plan with its newest version")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PlanView.class)))
    public Response get(@PathParam("id") UUID id) {
        PlanView plan = plans.get(id);
        return ETags.ok(plan, plan.revision());
    }

    @PATCH
    @Path("{id}")
    @Operation(summary = "Change what a plan is called; what is left out stays. Its terms take another version")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PlanView.class)))
    public Response change(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull NamePlan request) {
        PlanView plan = plans.change(
                new ThingRead(id, ETags.expected(ifMatch)),
                new PlanNaming(request.name(), request.description(), request.metadata()));
        return ETags.ok(plan, plan.revision());
    }

    /** What of a plan may change. A blank description is none. */
    public record NamePlan(
            @Nullable @Size(min = 1, max = 200) @Pattern(regexp = ".*\\S.*", message = "must not be blank")
            String name,

            @Nullable @Size(max = 1000) String description,
            @Nullable Map<String, String> metadata) {}

    /** What the first version of a plan is: published, unless it is said. */
    public enum FirstVersion {
        DRAFT,
        PUBLISHED
    }

    /** A plan to be made; without an anchor its periods follow the calendar, without entitlements it takes them later. */
    public record CreatePlan(
            @Nullable @Size(min = 1, max = 255) String externalId,

            @NotNull
            @Pattern(
                    regexp = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}",
                    message = "must be 1 to 64 letters, digits, dots, dashes or underscores")
            String code,

            @NotBlank @Size(max = 200) String name,
            @Nullable @Size(max = 1000) String description,
            @Nullable FirstVersion status,
            @NotNull @CurrencyCode String currency,
            @NotNull BillingCycle.Unit interval,
            @Nullable @Min(1) @Max(36) Integer intervalCount,
            BillingCycle.@Nullable Anchor anchor,
            @Nullable @Size(max = 64) String taxRate,
            @Nullable @Valid CreateCommitment minimumCommitment,
            @Nullable @Valid CreateThresholds usageThresholds,
            @Nullable @Min(0) @Max(730) Integer trialDays,
            @NotNull @Size(min = 1, max = 100) List<@Valid @NotNull CreateCharge> charges,
            @Nullable @Size(max = 20) List<@Valid @NotNull CreatePhase> phases,

            @Nullable @Size(max = 100) List<EntitlementsResource.@Valid @NotNull Entitlement> entitlements,

            @Nullable Map<String, String> metadata) {

        NewPlan toNew() {
            return new NewPlan(
                    externalId,
                    code,
                    name,
                    description,
                    status == FirstVersion.DRAFT,
                    currency,
                    interval,
                    Objects.requireNonNullElse(intervalCount, 1),
                    Objects.requireNonNullElse(anchor, BillingCycle.Anchor.CALENDAR),
                    taxRate,
                    minimumCommitment == null ? null : minimumCommitment.toNew(),
                    usageThresholds == null ? null : usageThresholds.toNew(),
                    Objects.requireNonNullElse(trialDays, 0),
                    charges.stream().map(CreateCharge::toNew).toList(),
                    phases == null ? List.of() : CreatePhase.toNew(phases),
                    entitlements == null
                            ? List.of()
                            : entitlements.stream()
                                    .map(EntitlementsResource.Entitlement::toNew)
                                    .toList(),
                    metadata);
        }
    }
}
