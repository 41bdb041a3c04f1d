package dev.countinghouse.web.invoicing;

import dev.countinghouse.invoicing.AppliedCouponService;
import dev.countinghouse.invoicing.AppliedCouponView;
import dev.countinghouse.invoicing.NewAppliedCoupon;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Coupons that customers redeemed. */
@Path("/customers/{id}/coupons")
@ApplicationScoped
@Tag(name = "Customers")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class CustomerCouponsResource {

    @Inject
    AppliedCouponService coupons;

    @POST
    @TakesRoom
    @Operation(summary = "Redeem a coupon: it is taken off the customer's invoices of subscriptions from now on")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = AppliedCouponView.class)))
    public Response redeem(@PathParam("id") UUID id, @Valid @NotNull RedeemCoupon request) {
        AppliedCouponView redeemed =
                coupons.redeem(new NewAppliedCoupon(id, request.coupon(), request.subscriptionId()));
        return ETags.created("customers/" + id + "/coupons", redeemed.id(), redeemed);
    }

    @GET
    @Operation(
            summary = "The coupons that a customer redeemed, newest first; also those that are used up or were removed")
    public Page<AppliedCouponView> list(@PathParam("id") UUID id, @BeanParam PageParams page) {
        return coupons.list(id, page.page());
    }

    @GET
    @Path("{coupon_id}")
    @Operation(summary = "A redeemed coupon: what is left of it")
    public AppliedCouponView get(@PathParam("id") UUID id, @PathParam("coupon_id") UUID couponId) {
        return coupons.get(id, couponId);
    }

    @DELETE
    @Path("{coupon_id}")
    @Operation(summary = "Take a redeemed coupon away: no invoice uses it from now on; what was taken off stays so")
    public AppliedCouponView remove(@PathParam("id") UUID id, @PathParam("coupon_id") UUID couponId) {
        return coupons.remove(id, couponId);
    }

    /**
     * A coupon to be redeemed.
     *
     * @param coupon its code
     * @param subscriptionId whose invoices alone it is for; left out, those of all the customer's subscriptions
     */
    public record RedeemCoupon(
            @NotBlank @Size(max = 64) String coupon,
            @Nullable UUID subscriptionId) {}
}
