package dev.countinghouse.web.auth;

import dev.countinghouse.identity.PasswordService;
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

/** The caller's own password. */
@Path("/users/me/password")
@ApplicationScoped
@Tag(name = "People")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class MyPasswordResource {

    @Inject
    PasswordService passwords;

    @POST
    @Operation(summary = "Change my password; all my other sessions end")
    @APIResponse(responseCode = "204", description = "Done")
    public void change(@Valid @NotNull ChangePassword request) {
        passwords.change(request.currentPassword(), request.newPassword());
    }

    /** The password that is, and the one that is to be. */
    public record ChangePassword(
            @NotNull @Size(max = 256) String currentPassword,

            @NotNull @Size(min = 15, max = 256, message = "must be 15 to 256 characters")
            String newPassword) {

        /** Never a password. */
        @Override
        public String toString() {
            return "ChangePassword[]";
        }
    }
}
