package dev.countinghouse.web.auth;

import dev.countinghouse.identity.InvitationAcceptance;
import dev.countinghouse.identity.Login;
import dev.countinghouse.identity.LoginStep;
import dev.countinghouse.web.auth.AuthResource.LoginAnswer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Becoming a member. */
@Path("/auth/invitations/accept")
@ApplicationScoped
@Tag(name = "Auth")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class InvitationAcceptanceResource {

    private static final int CREATED = 201;
    private static final String BEARER = "Bearer ";

    @Inject
    InvitationAcceptance acceptance;

    @POST
    @Operation(
            summary = "Accept an invitation: a new user says his name and password; who has an account sends its access"
                    + " token, or its password")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = LoginAnswer.class)))
    @APIResponse(
            responseCode = "202",
            description = "Accepted; POST /auth/mfa with the challenge and a code begins the session",
            content = @Content(schema = @Schema(implementation = MfaLoginResource.Challenge.class)))
    public Response accept(
            @Parameter(hidden = true) @HeaderParam("Authorization") @Nullable String authorization,
            @Valid @NotNull Accept request) {
        String accessToken = authorization != null && authorization.startsWith(BEARER)
                ? authorization.substring(BEARER.length())
                : null;
        LoginStep step = acceptance.accept(
                new InvitationAcceptance.Answer(request.token(), request.name(), request.password(), accessToken));
        return step instanceof Login login
                ? Response.status(CREATED).entity(LoginAnswer.of(login)).build()
                : MfaLoginResource.answer(step);
    }

    /** The mailed token, and who accepts. */
    public record Accept(
            @NotNull @Size(max = 200) String token,

            @Nullable @Size(max = 200) @Pattern(regexp = "[\\s\\S]*\\S[\\s\\S]*", message = "must not be blank")
            String name,

            @Nullable @Size(max = 256) String password) {

        /** Never what is secret. */
        @Override
        public String toString() {
            return "Accept[]";
        }
    }
}
