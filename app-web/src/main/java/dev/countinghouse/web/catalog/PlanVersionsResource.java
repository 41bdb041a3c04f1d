package dev.countinghouse.web.catalog;

import dev.countinghouse.catalog.PlanChange;
import dev.countinghouse.catalog.PlanDiff;
import dev.countinghouse.catalog.PlanVersionService;
import dev.countinghouse.catalog.PlanVersionView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.time.BillingCycle;
import dev.countinghouse.web.api.CurrencyCode;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Versions of plans. */
@Path("/plans/{id}/versions")
@ApplicationScoped
@Tag(name = "Catalog")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PlanVersionsResource {

    @Inject
    PlanVersionService versions;

    @POST
    @TakesRoom
    @Operation(summary = "Begin the next version of a plan as a draft; what is left out is as in the newest")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = PlanVersionView.class)))
    public Response begin(@PathParam("id") UUID id, @Valid @NotNull ChangePlan request) {
        PlanVersionView draft = versions.begin(id, request.toChange());
        return ETags.created("plans/" + id + "/versions", String.valueOf(draft.number()), draft);
    }

    @GET
    @Operation(summary = "List the published versions of a plan")
    public Page<PlanVersionView> list(@PathParam("id") UUID id, @BeanParam PageParams params) {
        return versions.list(id, params.page());
    }

    @GET
    @Path("{number}")
    @Operation(summary = "One version of a plan, published or a draft")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PlanVersionView.class)))
    public Response get(@PathParam("id") UUID id, @PathParam("number") int number) {
        PlanVersionView version = versions.get(id, number);
        return ETags.ok(version, version.revision());
    }

    @PATCH
    @Path("{number}")
    @TakesRoom
    @Operation(summary = "Change a draft; what is left out stays, charges are replaced as a whole")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PlanVersionView.class)))
    public Response change(
            @PathParam("id") UUID id,
            @PathParam("number") int number,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull ChangePlan request) {
        PlanVersionView draft = versions.change(id, number, request.toChange(), ETags.expected(ifMatch));
        return ETags.ok(draft, draft.revision());
    }

    @DELETE
    @Path("{number}")
    @Operation(summary = "Give a draft up; with the draft of its first version the plan")
    public void discard(
            @PathParam("id") UUID id,
            @PathParam("number") int number,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        versions.discard(id, number, ETags.expected(ifMatch));
    }

    @POST
    @Path("{number}/publish")
    @TakesRoom
    @Operation(summary = "Publish a draft: new subscriptions take it")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PlanVersionView.class)))
    public Response publish(
            @PathParam("id") UUID id,
            @PathParam("number") int number,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        PlanVersionView version = versions.publish(id, number, ETags.expected(ifMatch));
        return ETags.ok(version, version.revision());
    }

    @POST
    @Path("{number}/archive")
    @TakesRoom
    @Operation(summary = "Take a published version out of sale; its subscribers go on")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PlanVersionView.class)))
    public Response archive(@PathParam("id") UUID id, @PathParam("number") int number) {
        PlanVersionView version = versions.archive(id, number);
        return ETags.ok(version, version.revision());
    }

    @GET
    @Path("{number}/diff")
    @Operation(summary = "What is different in another version of the plan: in the newest, unless it is said")
    public PlanDiff diff(
            @PathParam("id") UUID id, @PathParam("number") int number, @QueryParam("to") @Nullable Integer to) {
        return versions.diff(id, number, to);
    }

    /** What of a plan's terms is to be different. An empty tax rate, a minimum commitment of zero and thresholds without amounts are none. */
    public record ChangePlan(
            @Nullable @CurrencyCode String currency,
            BillingCycle.@Nullable Unit interval,
            @Nullable @Min(1) @Max(36) Integer intervalCount,
            BillingCycle.@Nullable Anchor anchor,
            @Nullable @Size(max = 64) String taxRate,
            @Nullable @Valid CreateCommitment minimumCommitment,
            @Nullable @Valid CreateThresholds usageThresholds,
            @Nullable @Min(0) @Max(730) Integer trialDays,
            @Nullable @Size(min = 1, max = 100) List<@Valid @NotNull CreateCharge> charges,
            @Nullable @Size(max = 20) List<@Valid @NotNull CreatePhase> phases) {

        PlanChange toChange() {
            return new PlanChange(
                    currency,
                    interval,
                    intervalCount,
                    anchor,
                    taxRate,
                    minimumCommitment == null ? null : minimumCommitment.toNew(),
                    usageThresholds == null ? null : usageThresholds.toNew(),
                    trialDays,
                    charges == null
                            ? null
                            : charges.stream().map(CreateCharge::toNew).toList(),
                    phases == null ? null : CreatePhase.toNew(phases));
        }
    }
}
