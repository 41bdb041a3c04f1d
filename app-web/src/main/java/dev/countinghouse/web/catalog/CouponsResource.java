package dev.countinghouse.web.catalog;

import dev.countinghouse.catalog.CouponCaps;
import dev.countinghouse.catalog.CouponChange;
import dev.countinghouse.catalog.CouponService;
import dev.countinghouse.catalog.CouponTerms;
import dev.countinghouse.catalog.CouponView;
import dev.countinghouse.catalog.NewCoupon;
import dev.countinghouse.catalog.ThingRead;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
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
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What customers may redeem. */
@Path("/coupons")
@ApplicationScoped
@Tag(name = "Catalog")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class CouponsResource {

    @Inject
    CouponService coupons;

    @POST
    @TakesRoom
    @Operation(summary = "Make a coupon")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = CouponView.class)))
    public Response create(@Valid @NotNull CreateCoupon request) {
        CouponView made = coupons.create(request.toNew());
        return ETags.created("coupons", made.id(), made);
    }

    @GET
    @Operation(summary = "List coupons, archived ones too unless the filter says otherwise")
    public Page<CouponView> list(@BeanParam ThingParams params) {
        return coupons.list(params.filter(), params.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One coupon")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CouponView.class)))
    public Response get(@PathParam("id") UUID id) {
        CouponView found = coupons.get(id);
        return ETags.ok(found, found.version());
    }

    @PATCH
    @Path("{id}")
    @Operation(summary = "Change name and caps of a coupon; what is left out stays. What it takes off never changes")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CouponView.class)))
    public Response change(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull ChangeCoupon request) {
        CouponView changed = coupons.change(new ThingRead(id, ETags.expected(ifMatch)), request.toChange());
        return ETags.ok(changed, changed.version());
    }

    @POST
    @Path("{id}/archive")
    @Operation(summary = "Let nothing new use a coupon; what uses it keeps it")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CouponView.class)))
    public Response archive(@PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        CouponView archived = coupons.archive(new ThingRead(id, ETags.expected(ifMatch)));
        return ETags.ok(archived, archived.version());
    }

    /** A coupon to be made. */
    public record CreateCoupon(
            @Nullable @Size(min = 1, max = 255) String externalId,

            @NotNull
            @Pattern(
                    regexp = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}",
                    message = "must be 1 to 64 letters, digits, dots, dashes or underscores")
            String code,

            @NotBlank @Size(max = 200) String name,
            @NotNull CouponTerms.Discount discount,
            @Nullable @Valid CatalogAmount amount,

            @Nullable @Digits(integer = 3, fraction = 6) @DecimalMin(value = "0", inclusive = false) @DecimalMax("100")
            BigDecimal percent,

            @NotNull CouponTerms.Duration duration,
            @Nullable @Min(1) @Max(120) Integer periods,
            @Nullable @Size(max = 100) List<@NotNull @Size(max = 64) String> plans,
            @Nullable @Size(max = 100) List<@NotNull @Size(max = 64) String> metrics,
            @Nullable Instant expiresAt,
            @Nullable @Min(1) @Max(1_000_000_000) Integer maxRedemptions,
            @Nullable @Min(1) @Max(1_000_000_000) Integer maxRedemptionsPerCustomer,
            @Nullable Map<String, String> metadata) {

        NewCoupon toNew() {
            CouponTerms terms = new CouponTerms(
                    discount,
                    CatalogAmount.money(amount),
                    percent,
                    duration,
                    periods,
                    plans == null ? List.of() : plans,
                    metrics == null ? List.of() : metrics);
            CouponCaps caps = new CouponCaps(expiresAt, maxRedemptions, maxRedemptionsPerCustomer);
            return new NewCoupon(externalId, code, name, terms, caps, metadata);
        }
    }

    /** What of a coupon may change. */
    public record ChangeCoupon(
            @Nullable @Size(min = 1, max = 200) @Pattern(regexp = ".*\\S.*", message = "must not be blank")
            String name,

            @Nullable Instant expiresAt,
            @Nullable @Min(1) @Max(1_000_000_000) Integer maxRedemptions,
            @Nullable @Min(1) @Max(1_000_000_000) Integer maxRedemptionsPerCustomer,
            @Nullable Map<String, String> metadata) {

        CouponChange toChange() {
            return new CouponChange(
                    name, new CouponCaps(expiresAt, maxRedemptions, maxRedemptionsPerCustomer), metadata);
        }
    }
}
