package dev.countinghouse.web.auth;

import dev.countinghouse.identity.TrustedPlatform;
import dev.countinghouse.platform.Provisioning;
import dev.countinghouse.platform.ProvisioningView;
import dev.countinghouse.platform.StoreRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.web.api.CurrencyCode;
import dev.countinghouse.web.api.ProvisionFilter;
import dev.countinghouse.web.api.SlugName;
import dev.countinghouse.web.api.TimeZoneName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Tenants for the stores of trusted platforms; {@link ProvisionFilter} has checked who asks. */
@Path("/auth/provision")
@ApplicationScoped
@Tag(name = "Auth")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ProvisionResource {

    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final int KEY_MAX = 255;

    @Inject
    Provisioning provisioning;

    @Context
    HttpServletRequest request;

    @POST
    @Operation(
            summary = "Make a tenant for a store of a trusted platform, or answer with the one it has",
            description =
                    "For platforms that an operator gave a provisioning key. X-Provision-Signature is HMAC-SHA256 with"
                            + " the key's secret, in hexadecimal digits, over X-Provision-Timestamp, X-Provision-Nonce, \"POST"
                            + " /api/v1/auth/provision\", each followed by a line feed, and the body's bytes. It is good for five"
                            + " minutes, and once. The secret of the API key is shown to the request that makes it alone; with"
                            + " rotate_api_key a later one gets another, and the key of before is refused from then on.")
    @APIResponse(
            responseCode = "201",
            description = "The tenant was made",
            content = @Content(schema = @Schema(implementation = ProvisioningView.class)))
    @APIResponse(
            responseCode = "200",
            description = "The store had a tenant",
            content = @Content(schema = @Schema(implementation = ProvisioningView.class)))
    @Parameter(
            name = ProvisionFilter.KEY,
            in = ParameterIn.HEADER,
            required = true,
            description = "Id of the provisioning key",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = ProvisionFilter.TIMESTAMP,
            in = ParameterIn.HEADER,
            required = true,
            description = "Seconds since 1970",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = ProvisionFilter.NONCE,
            in = ParameterIn.HEADER,
            required = true,
            description = "16 to 64 letters, digits, dashes and underscores, other ones for each request",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = ProvisionFilter.SIGNATURE,
            in = ParameterIn.HEADER,
            required = true,
            description = "64 hexadecimal digits",
            schema = @Schema(type = SchemaType.STRING))
    public Response provision(
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, @Valid @NotNull Provision wanted) {
        TrustedPlatform platform = platform();
        if (!platform.externalPlatformId().equals(wanted.externalPlatformId())) {
            throw new BillingException(
                    ProblemType.FORBIDDEN, "The key is another platform's than external_platform_id");
        }
        if (idempotencyKey != null && !idempotencyKey.matches("[\\x21-\\x7E]{1," + KEY_MAX + "}")) {
            throw new BillingException(
                    ProblemType.MALFORMED_REQUEST, "Idempotency-Key must be 1 to 255 visible ASCII characters");
        }
        ProvisioningView view = provisioning.provision(
                platform,
                new Provisioning.Wish(
                        wanted.store(), Boolean.TRUE.equals(wanted.rotateApiKey()), idempotencyKey, bodyHash()));
        return Response.status(view.created() ? CREATED : OK).entity(view).build();
    }

    /** Without the filter nobody has been let in. */
    private TrustedPlatform platform() {
        if (request.getAttribute(ProvisionFilter.PLATFORM) instanceof TrustedPlatform platform) {
            return platform;
        }
        throw new IllegalStateException("nobody has checked the signature");
    }

    private byte[] bodyHash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest((byte[]) request.getAttribute(ProvisionFilter.BODY));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** A store and its owner. */
    public record Provision(
            @NotNull @Size(max = 64) String externalPlatformId,

            @NotNull @Size(max = 255) @Pattern(regexp = "[\\x21-\\x7E]+", message = "must be visible ASCII characters")
            String externalStoreId,

            @NotBlank @Size(max = 200) String company,

            @NotNull @Email(message = "must be an e-mail address") @Size(max = 254)
            String email,

            @Nullable @Size(max = 200) @Pattern(regexp = "[\\s\\S]*\\S[\\s\\S]*", message = "must not be blank")
            String name,

            @Nullable @SlugName String slug,
            @Nullable @TimeZoneName String timeZone,
            @Nullable @CurrencyCode String currency,
            @Nullable Boolean rotateApiKey) {

        StoreRequest store() {
            return new StoreRequest(externalStoreId, company, email, name, slug, timeZone, currency);
        }
    }
}
