package dev.countinghouse.web.customer;

import dev.countinghouse.customer.Address;
import dev.countinghouse.customer.CustomerChange;
import dev.countinghouse.customer.CustomerService;
import dev.countinghouse.customer.CustomerView;
import dev.countinghouse.customer.NewCustomer;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.CountryCode;
import dev.countinghouse.web.api.CurrencyCode;
import dev.countinghouse.web.api.DocumentLocale;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.TakesRoom;
import dev.countinghouse.web.api.TimeZoneName;
import dev.countinghouse.web.api.VatId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Whom the tenant bills. */
@Path("/customers")
@ApplicationScoped
@Tag(name = "Customers")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class CustomersResource {

    @Inject
    CustomerService customers;

    @POST
    @TakesRoom
    @Operation(summary = "Make a customer")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = CustomerView.class)))
    public Response create(@Valid @NotNull CreateCustomer request) {
        CustomerView customer = customers.create(new NewCustomer(
                request.externalId(),
                request.name(),
                request.email(),
                request.country(),
                request.timeZone(),
                request.currency(),
                request.address() == null ? null : request.address().toAddress(),
                request.vatId(),
                request.locale(),
                request.buyerReference(),
                request.electronicAddress(),
                request.netTermsDays(),
                request.gracePeriodDays(),
                request.taxRates(),
                request.taxExempt(),
                request.taxExemptReason(),
                request.legalEntity(),
                request.metadata()));
        return ETags.created("customers", customer.id(), customer);
    }

    @GET
    @Operation(summary = "List customers")
    public Page<CustomerView> list(
            @QueryParam("external_id") @Nullable String externalId,
            @QueryParam("legal_entity") @Parameter(description = "code of the one that bills them") @Nullable
                    String legalEntity,
            @BeanParam PageParams params) {
        return customers.list(externalId, legalEntity, params.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One customer")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CustomerView.class)))
    public Response get(@PathParam("id") UUID id) {
        CustomerView customer = customers.get(id);
        return ETags.ok(customer, customer.version());
    }

    @PATCH
    @Path("{id}")
    @Operation(summary = "Change a customer; what is left out stays")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CustomerView.class)))
    public Response change(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull ChangeCustomer request) {
        CustomerChange change = new CustomerChange(
                request.name(),
                request.email(),
                request.country(),
                request.timeZone(),
                request.address() == null ? null : request.address().toAddress(),
                request.vatId(),
                request.locale(),
                request.buyerReference(),
                request.electronicAddress(),
                request.netTermsDays(),
                request.gracePeriodDays(),
                request.taxRates(),
                request.taxExempt(),
                request.taxExemptReason(),
                request.legalEntity(),
                request.metadata());
        CustomerView customer = customers.change(id, change, ETags.expected(ifMatch));
        return ETags.ok(customer, customer.version());
    }

    /**
     * A customer to be made; without time zone and currency he has the tenant's.
     *
     * @param buyerReference what he wants to find on his invoices, such as a Leitweg-ID or an order number
     * @param electronicAddress where his e-invoices go, as {@code SCHEME:ID} with a scheme of the code list EAS, such as
     *     {@code 9930:DE123456789}
     * @param netTermsDays from an invoice's date to its due date
     * @param gracePeriodDays for which an invoice stays a draft after its period has ended; 0: it is finalized at once
     * @param taxRates codes of tax rates where neither charge nor plan names any
     * @param taxExempt whether no tax is charged at all
     * @param taxExemptReason why not, as documents say it
     * @param legalEntity code of the one that bills him; left out, the tenant itself does
     */
    public record CreateCustomer(
            @Nullable
            @Pattern(regexp = "\\P{Cntrl}{1,255}", message = "must be 1 to 255 characters without control characters")
            String externalId,

            @NotBlank @Size(max = 200) String name,

            @Nullable @Email(message = "must be an e-mail address") @Size(max = 254)
            String email,

            @Nullable @CountryCode String country,
            @Nullable @TimeZoneName String timeZone,
            @Nullable @CurrencyCode String currency,
            @Nullable @Valid PostalAddress address,
            @Nullable @VatId String vatId,
            @Nullable @DocumentLocale String locale,

            @Nullable @Size(min = 1, max = 100) @Pattern(regexp = ".*\\S.*", message = "must not be blank")
            String buyerReference,

            @Nullable @Size(min = 1, max = 260) String electronicAddress,
            @Nullable @Min(0) @Max(365) Integer netTermsDays,
            @Nullable @Min(0) @Max(30) Integer gracePeriodDays,
            @Nullable @Size(max = 5) List<@NotNull @Size(max = 64) String> taxRates,
            @Nullable Boolean taxExempt,

            @Nullable @Size(min = 1, max = 200) @Pattern(regexp = ".*\\S.*", message = "must not be blank")
            String taxExemptReason,

            @Nullable @Size(min = 1, max = 24) String legalEntity,

            @Nullable Map<String, String> metadata) {}

    /**
     * What of a customer may change; an empty text takes away a VAT id, a reference, an electronic address, a reason or a
     * legal entity.
     *
     * @param netTermsDays from an invoice's date to its due date; -1 for the tenant's again
     * @param gracePeriodDays for which an invoice stays a draft after its period has ended; -1 for the tenant's again
     * @param legalEntity code of the one that issues what is billed from now on
     */
    public record ChangeCustomer(
            @Nullable @Size(min = 1, max = 200) @Pattern(regexp = ".*\\S.*", message = "must not be blank")
            String name,

            @Nullable @Email(message = "must be an e-mail address") @Size(max = 254)
            String email,

            @Nullable @CountryCode String country,
            @Nullable @TimeZoneName String timeZone,
            @Nullable @Valid PostalAddress address,

            @Nullable
            @Pattern(regexp = "|[A-Z0-9]{2,32}", message = "must be capital letters and digits, without spaces")
            String vatId,

            @Nullable @DocumentLocale String locale,

            @Nullable @Size(max = 100) @Pattern(regexp = "|.*\\S.*", message = "must not be blank")
            String buyerReference,

            @Nullable @Size(max = 260) String electronicAddress,
            @Nullable @Min(-1) @Max(365) Integer netTermsDays,
            @Nullable @Min(-1) @Max(30) Integer gracePeriodDays,
            @Nullable @Size(max = 5) List<@NotNull @Size(max = 64) String> taxRates,
            @Nullable Boolean taxExempt,

            @Nullable @Size(max = 200) @Pattern(regexp = "|.*\\S.*", message = "must not be blank")
            String taxExemptReason,

            @Nullable @Size(max = 24) String legalEntity,

            @Nullable Map<String, String> metadata) {}

    /** Where a customer is, in his country; replaces what was there before as a whole. */
    public record PostalAddress(
            @Nullable @Size(min = 1, max = 200) String line1,
            @Nullable @Size(min = 1, max = 200) String line2,
            @Nullable @Size(min = 1, max = 32) String postalCode,
            @Nullable @Size(min = 1, max = 100) String city,
            @Nullable @Size(min = 1, max = 100) String region) {

        Address toAddress() {
            return new Address(line1, line2, postalCode, city, region);
        }
    }
}
