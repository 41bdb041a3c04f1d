package dev.countinghouse.web.platform;

import dev.countinghouse.platform.Branding;
import dev.countinghouse.platform.ClockView;
import dev.countinghouse.platform.TenantChange;
import dev.countinghouse.platform.TenantService;
import dev.countinghouse.platform.TenantView;
import dev.countinghouse.web.api.ChangeSeller;
import dev.countinghouse.web.api.CurrencyCode;
import dev.countinghouse.web.api.DocumentLocale;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.TimeZoneName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The current tenant and its clock. */
@Path("/tenant")
@ApplicationScoped
@Tag(name = "Tenant")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class TenantResource {

    @Inject
    TenantService tenants;

    @GET
    @Operation(summary = "The tenant's settings")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TenantView.class)))
    public Response get() {
        TenantView tenant = tenants.get();
        return ETags.ok(tenant, tenant.version());
    }

    @PATCH
    @Operation(summary = "Change the tenant's settings")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TenantView.class)))
    public Response change(@HeaderParam("If-Match") @Nullable String ifMatch, @Valid @NotNull ChangeTenant request) {
        ChangeBranding branding = request.branding();
        TenantChange change = new TenantChange(
                request.name(),
                request.timeZone(),
                request.currency(),
                request.netTermsDays(),
                request.locale(),
                branding == null ? null : branding.toBranding(),
                request.seller() == null ? null : request.seller().toSeller(),
                request.mfaRequiredFor(),
                request.usageRetentionMonths(),
                request.gracePeriodDays());
        TenantView tenant = tenants.change(change, ETags.expected(ifMatch));
        return ETags.ok(tenant, tenant.version());
    }

    @GET
    @Path("clock")
    @Operation(summary = "The tenant's clock, and whether all work due by it is done")
    public ClockView clock() {
        return tenants.clock();
    }

    @PUT
    @Path("clock")
    @Operation(summary = "Put the tenant on a test clock, once, before its first invoice")
    public ClockView startTestClock(@Valid @NotNull StartClock request) {
        return tenants.startTestClock(request.now());
    }

    @POST
    @Path("clock/advance")
    @Operation(summary = "Advance the test clock; the timers then do what falls due by it")
    public ClockView advance(@Valid @NotNull AdvanceClock request) {
        return tenants.advance(request.to());
    }

    /**
     * Settings to change; those left out stay.
     *
     * @param locale of documents for customers that name none
     * @param mfaRequiredFor roles whose members have to have a second factor; an empty list demands it of nobody
     * @param usageRetentionMonths after how many months, from 2 on, usage events that are invoiced are deleted; 0: never
     * @param gracePeriodDays for which an invoice stays a draft after its period has ended; 0: it is finalized at once
     */
    public record ChangeTenant(
            @Nullable @Size(min = 1, max = 200) String name,
            @Nullable @TimeZoneName String timeZone,
            @Nullable @CurrencyCode String currency,
            @Nullable @Min(0) @Max(365) Integer netTermsDays,
            @Nullable @DocumentLocale String locale,
            @Nullable @Valid ChangeBranding branding,
            @Nullable @Valid ChangeSeller seller,
            @Nullable @Size(max = 100) List<@NotNull @Size(max = 32) String> mfaRequiredFor,
            @Nullable @Min(0) @Max(240) Integer usageRetentionMonths,
            @Nullable @Min(0) @Max(30) Integer gracePeriodDays) {}

    /** The look to have from now on; what is left out is the product's own. */
    public record ChangeBranding(
            @Nullable
            @Pattern(
                    regexp = "https://[^\\s\"'<>\\\\]{1,490}",
                    message = "must be an https address of at most 498 characters")
            String logoUrl,

            @Nullable @Size(max = 65_600) String logo,

            @Nullable @Pattern(regexp = "#[0-9a-fA-F]{6}", message = "must be a colour such as #1a2b3c")
            String primaryColor,

            @Nullable @Size(min = 1, max = 200) String displayName,

            @Nullable @Email(message = "must be an e-mail address") @Size(max = 254)
            String supportEmail,

            @Nullable @Size(max = 1000) String footer) {

        Branding toBranding() {
            return new Branding(logoUrl, logo, primaryColor, displayName, supportEmail, footer);
        }
    }

    /** What the test clock is to show at first. */
    public record StartClock(@NotNull Instant now) {}

    /** What the test clock is to show next. */
    public record AdvanceClock(@NotNull Instant to) {}
}
