package dev.countinghouse.web.auth;

import dev.countinghouse.identity.Login;
import dev.countinghouse.identity.LoginChallenge;
import dev.countinghouse.identity.LoginChallenges;
import dev.countinghouse.identity.LoginStep;
import dev.countinghouse.web.auth.AuthResource.LoginAnswer;
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
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The second half of logins with a second factor. */
@Path("/auth/mfa")
@ApplicationScoped
@Tag(name = "Auth")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class MfaLoginResource {

    private static final int ACCEPTED = 202;

    @Inject
    LoginChallenges challenges;

    @POST
    @Operation(
            summary =
                    "Begin the session that a challenge is for, with a code of the authenticator app or a recovery code",
            description = "A challenge is good once, for five minutes and five attempts; a code is good once.")
    public LoginAnswer login(@Valid @NotNull AnswerChallenge request) {
        return LoginAnswer.of(challenges.answer(request.challenge(), request.code(), request.recoveryCode()));
    }

    /** What any login answers: 200 with a session, or 202 with the question for the second factor. */
    static Response answer(LoginStep step) {
        return switch (step) {
            case Login login -> Response.ok(LoginAnswer.of(login)).build();
            case LoginChallenge asked ->
                Response.status(ACCEPTED)
                        .entity(new Challenge(true, asked.token(), asked.expiresIn()))
                        .build();
        };
    }

    /**
     * The question for the second factor.
     *
     * @param mfaRequired always true
     * @param challenge to be sent with the code
     * @param expiresIn seconds it is good for
     */
    public record Challenge(boolean mfaRequired, String challenge, long expiresIn) {

        /** Never the challenge. */
        @Override
        public String toString() {
            return "Challenge[]";
        }
    }

    /** A challenge, and a code of the app or a recovery code. */
    public record AnswerChallenge(
            @NotNull @Size(max = 200) String challenge,
            @Nullable @Size(max = 20) String code,
            @Nullable @Size(max = 60) String recoveryCode) {

        /** Nothing of it. */
        @Override
        public String toString() {
            return "AnswerChallenge[]";
        }
    }
}
