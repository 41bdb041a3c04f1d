package dev.countinghouse.web.platform;

import dev.countinghouse.money.Money;
import dev.countinghouse.paging.Page;
import dev.countinghouse.platform.NewTier;
import dev.countinghouse.platform.TierChange;
import dev.countinghouse.platform.TierService;
import dev.countinghouse.platform.TierView;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.web.api.CurrencyCode;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.PageParams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
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
import java.util.Currency;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Tiers: what the platform sells to tenants, for operators. */
@Path("/platform/plans")
@ApplicationScoped
@Tag(name = "Platform")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PlatformPlansResource {

    private static final int MOST_LIMITS = 50;
    private static final String LIMITS =
            "Whole numbers by the names that effective_limits has; what is left out has its default";

    @Inject
    TierService tiers;

    @GET
    @Operation(summary = "List tiers, with how many tenants are on each; for operators")
    public Page<TierView> list(@BeanParam PageParams page) {
        return tiers.list(page.page());
    }

    @GET
    @Path("{code}")
    @Operation(summary = "One tier; for operators")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TierView.class)))
    public Response get(@PathParam("code") String code) {
        TierView tier = tiers.get(code);
        return ETags.ok(tier, tier.version());
    }

    @POST
    @Operation(summary = "Make a tier; for operators")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = TierView.class)))
    public Response create(@Valid @NotNull CreateTier request) {
        TierView tier = tiers.create(new NewTier(
                request.code(),
                request.name(),
                request.price().toMoney(),
                Objects.requireNonNullElse(request.limits(), Map.of())));
        return ETags.created("platform/plans", tier.code(), tier);
    }

    @PATCH
    @Path("{code}")
    @Operation(
            summary = "Change a tier for all tenants on it, from their next request on; what is left out stays, a limit"
                    + " that is null goes back to its default")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TierView.class)))
    public Response change(
            @PathParam("code") String code,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull ChangeTierTerms request) {
        TierPrice price = request.price();
        TierChange change = new TierChange(request.name(), price == null ? null : price.toMoney(), request.limits());
        TierView tier = tiers.change(code, change, ETags.expected(ifMatch));
        return ETags.ok(tier, tier.version());
    }

    /** A tier to be made. */
    public record CreateTier(
            @NotNull
            @Pattern(
                    regexp = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}",
                    message = "must be 1 to 64 letters, digits, dots, dashes or underscores")
            String code,

            @NotBlank @Size(max = 200) String name,
            @NotNull @Valid TierPrice price,

            @Nullable @Size(max = MOST_LIMITS) @Schema(description = LIMITS)
            Map<String, @Nullable Object> limits) {}

    /** What of a tier may change; its code stays, tenants are put on it by that. */
    public record ChangeTierTerms(
            @Nullable @Size(min = 1, max = 200) @Pattern(regexp = ".*\\S.*", message = "must not be blank")
            String name,

            @Nullable @Valid TierPrice price,

            @Nullable @Size(max = MOST_LIMITS) @Schema(description = LIMITS)
            Map<String, @Nullable Object> limits) {}

    /** Money on the wire. */
    public record TierPrice(
            @NotNull @PositiveOrZero @Digits(integer = 15, fraction = 3)
            BigDecimal amount,

            @NotNull @CurrencyCode String currency) {

        Money toMoney() {
            try {
                return Money.exact(amount, Currency.getInstance(currency));
            } catch (ArithmeticException e) {
                throw BillingException.invalid(
                        "price.amount", "too_fine", "has more decimals than " + currency + " has");
            }
        }
    }
}
