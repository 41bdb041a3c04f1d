package dev.countinghouse.web.auth;

import dev.countinghouse.identity.PasswordReset;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** New passwords for those who forgot theirs. */
@Path("/auth/password-reset")
@ApplicationScoped
@Tag(name = "Auth")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PasswordResetResource {

    @Inject
    PasswordReset resets;

    @POST
    @Operation(summary = "Mail a token for a new password, if somebody has this address; the answer is always the same")
    @APIResponse(responseCode = "202", description = "Taken")
    public Response request(@Valid @NotNull ForgottenPassword request) {
        resets.request(request.email());
        return Response.accepted().build();
    }

    @POST
    @Path("confirm")
    @Operation(summary = "Set a new password with a mailed token; it is good once, and all sessions end")
    @APIResponse(responseCode = "204", description = "Done")
    public void confirm(@Valid @NotNull ResetPassword request) {
        resets.confirm(request.token(), request.newPassword());
    }

    /** An address, whether or not anybody has it. */
    public record ForgottenPassword(
            @NotNull @Email(message = "must be an e-mail address") @Size(max = 254)
            String email) {}

    /** A mailed token and the new password. */
    public record ResetPassword(
            @NotNull @Size(max = 200) String token,

            @NotNull @Size(min = 15, max = 256, message = "must be 15 to 256 characters")
            String newPassword) {

        /** Never token or password. */
        @Override
        public String toString() {
            return "ResetPassword[]";
        }
    }
}
