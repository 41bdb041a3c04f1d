package dev.countinghouse.web.auth;

import dev.countinghouse.identity.EmailVerification;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Confirms addresses. */
@Path("/auth/verify-email")
@ApplicationScoped
@Tag(name = "Auth")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class EmailVerificationResource {

    @Inject
    EmailVerification verification;

    @POST
    @Operation(summary = "Confirm an address with the token that was mailed to it; the token is good once")
    @APIResponse(responseCode = "204", description = "Done")
    public void verify(@Valid @NotNull VerifyEmail request) {
        verification.verify(request.token());
    }

    /** A mailed token. */
    public record VerifyEmail(@NotNull @Size(max = 200) String token) {

        /** Never the token. */
        @Override
        public String toString() {
            return "VerifyEmail[]";
        }
    }
}
