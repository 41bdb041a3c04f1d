package dev.countinghouse.web.catalog;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.NewPlan;
import dev.countinghouse.catalog.PlanService;
import dev.countinghouse.catalog.PlanView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.rating.domain.Tier;
import dev.countinghouse.time.BillingCycle;
import dev.countinghouse.web.api.CurrencyCode;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
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
    @Operation(summary = "Make a plan and publish its first version")
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

    /** A plan to be made; without an anchor its periods follow the calendar. */
    public record CreatePlan(
            @Nullable @Size(min = 1, max = 255) String externalId,

            @NotNull
            @Pattern(
                    regexp = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}",
                    message = "must be 1 to 64 letters, digits, dots, dashes or underscores")
            String code,

            @NotBlank @Size(max = 200) String name,
            @NotNull @CurrencyCode String currency,
            @NotNull BillingCycle.Unit interval,
            @Nullable @Min(1) @Max(36) Integer intervalCount,
            BillingCycle.@Nullable Anchor anchor,
            @Nullable @Size(max = 64) String taxRate,
            @NotNull @Size(min = 1, max = 100) List<@Valid @NotNull CreateCharge> charges,
            @Nullable Map<String, String> metadata) {

        NewPlan toNew() {
            return new NewPlan(
                    externalId,
                    code,
                    name,
                    currency,
                    interval,
                    Objects.requireNonNullElse(intervalCount, 1),
                    Objects.requireNonNullElse(anchor, BillingCycle.Anchor.CALENDAR),
                    taxRate,
                    charges.stream().map(CreateCharge::toNew).toList(),
                    metadata);
        }
    }

    /** A charge of a plan. */
    public record CreateCharge(
            @NotNull
            @Pattern(
                    regexp = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}",
                    message = "must be 1 to 64 letters, digits, dots, dashes or underscores")
            String code,

            @NotBlank @Size(max = 200) String name,
            @NotNull Charge.Kind kind,
            @NotNull Charge.Timing timing,
            @NotNull Charge.Model model,
            @Nullable @Size(max = 64) String metric,
            @Nullable Boolean prorated,

            @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
            BigDecimal unitAmount,

            @Nullable @Size(max = 100) List<@Valid @NotNull CreateTier> tiers) {

        NewPlan.NewCharge toNew() {
            return new NewPlan.NewCharge(
                    code,
                    name,
                    kind,
                    timing,
                    model,
                    metric,
                    Objects.requireNonNullElse(prorated, false),
                    unitAmount,
                    tiers == null ? null : tiers.stream().map(CreateTier::toNew).toList());
        }
    }

    /** A tier of a graduated charge. */
    public record CreateTier(
            @Nullable @Positive @Digits(integer = 15, fraction = 12)
            BigDecimal upTo,

            @NotNull @PositiveOrZero @Digits(integer = 15, fraction = 12)
            BigDecimal unitAmount,

            @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 12)
            BigDecimal flatAmount) {

        Tier toNew() {
            return new Tier(upTo, unitAmount, Objects.requireNonNullElse(flatAmount, BigDecimal.ZERO));
        }
    }
}
