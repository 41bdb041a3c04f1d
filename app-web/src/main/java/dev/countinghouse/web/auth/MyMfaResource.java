package dev.countinghouse.web.auth;

import dev.countinghouse.identity.SecondFactorSecret;
import dev.countinghouse.identity.SecondFactorService;
import dev.countinghouse.identity.SecondFactorView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The caller's own second factor: codes of an authenticator app (TOTP), and recovery codes. */
@Path("/users/me/mfa")
@ApplicationScoped
@Tag(name = "People")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class MyMfaResource {

    private static final int CREATED = 201;

    @Inject
    SecondFactorService factors;

    @GET
    @Operation(summary = "My second factor, and by when I have to have one")
    public SecondFactorView get() {
        return factors.get();
    }

    @POST
    @Operation(
            summary = "Begin to set up a second factor: the secret for the authenticator app, shown once",
            description = "The password may be left out within ten minutes of logging in.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = SecondFactorSecret.class)))
    public Response begin(@Valid @NotNull BeginMfa request) {
        return Response.status(CREATED)
                .entity(factors.begin(request.password()))
                .build();
    }

    @POST
    @Path("confirm")
    @Operation(summary = "Put it into force by a first code: recovery codes, shown once; all my other sessions end")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Codes.class)))
    public Response confirm(@Valid @NotNull ConfirmMfa request) {
        return Response.ok(new Codes(factors.confirm(request.code()))).build();
    }

    @POST
    @Path("recovery-codes")
    @Operation(summary = "Replace my recovery codes: new ones, shown once")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Codes.class)))
    public Response renewCodes(@Valid @NotNull ChangeMfa request) {
        return Response.ok(new Codes(factors.renewCodes(request.password(), request.code())))
                .build();
    }

    @POST
    @Path("disable")
    @Operation(summary = "Take my second factor away")
    @APIResponse(responseCode = "204", description = "Done")
    public void disable(@Valid @NotNull ChangeMfa request) {
        factors.disable(request.password(), request.code());
    }

    /** The caller's password; null soon after logging in. */
    public record BeginMfa(@Nullable @Size(max = 256) String password) {

        /** Never the password. */
        @Override
        public String toString() {
            return "BeginMfa[]";
        }
    }

    /** A first code of the authenticator app. */
    public record ConfirmMfa(@NotNull @Size(max = 20) String code) {

        /** Never the code. */
        @Override
        public String toString() {
            return "ConfirmMfa[]";
        }
    }

    /** A code of the authenticator app, and the caller's password; the latter null soon after logging in. */
    public record ChangeMfa(
            @Nullable @Size(max = 256) String password,
            @NotNull @Size(max = 20) String code) {

        /** Neither of them. */
        @Override
        public String toString() {
            return "ChangeMfa[]";
        }
    }

    /** For who has lost the authenticator app; each is good once. */
    public record Codes(List<String> recoveryCodes) {

        /** None of them. */
        @Override
        public String toString() {
            return "Codes[]";
        }
    }
}
