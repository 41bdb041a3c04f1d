package dev.countinghouse.web.auth;

import dev.countinghouse.identity.Caller;
import dev.countinghouse.identity.CurrentCaller;
import dev.countinghouse.identity.Login;
import dev.countinghouse.identity.LoginService;
import dev.countinghouse.identity.SessionService;
import dev.countinghouse.platform.Registration;
import dev.countinghouse.platform.RegistrationService;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.web.api.CurrencyCode;
import dev.countinghouse.web.api.TimeZoneName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Registration and sessions. */
@Path("/auth")
@ApplicationScoped
@Tag(name = "Auth")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AuthResource {

    private static final int CREATED = 201;

    @Inject
    RegistrationService registrations;

    @Inject
    LoginService logins;

    @Inject
    SessionService sessions;

    @POST
    @Path("register")
    @Operation(summary = "Make a tenant with its owner, and log the owner in")
    public Response register(@Valid @NotNull Register request) {
        Login login = registrations.register(new Registration(
                request.company(),
                request.slug(),
                request.email(),
                request.password(),
                request.name(),
                request.timeZone(),
                request.currency()));
        return Response.status(CREATED).entity(LoginAnswer.of(login)).build();
    }

    @POST
    @Path("login")
    @Operation(summary = "Begin a session, or be asked for the second factor")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LoginAnswer.class)))
    @APIResponse(
            responseCode = "202",
            description = "The password is right; POST /auth/mfa with the challenge and a code begins the session",
            content = @Content(schema = @Schema(implementation = MfaLoginResource.Challenge.class)))
    public Response login(@Valid @NotNull Credentials request) {
        return MfaLoginResource.answer(logins.login(request.email(), request.password(), request.tenant()));
    }

    @POST
    @Path("refresh")
    @Operation(summary = "Exchange a refresh token for new tokens; each is good once")
    public LoginAnswer refresh(@Valid @NotNull Refresh request) {
        return sessions.refresh(request.refreshToken())
                .map(LoginAnswer::of)
                .orElseThrow(() -> new BillingException(ProblemType.UNAUTHENTICATED, "Log in again"));
    }

    @POST
    @Path("logout")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "End the session: its tokens are refused from now on")
    public void logout() {
        sessions.logout(CurrentCaller.require());
    }

    @POST
    @Path("validate")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Tell whom a credential speaks for")
    public Validation validate() {
        Caller caller = CurrentCaller.require();
        Instant expires = caller.expiresAt();
        return new Validation(
                true,
                caller.userId(),
                caller.getName(),
                caller.tenantId() == null ? null : CurrentScope.tenant().slug(),
                caller.permissions(),
                expires.equals(Instant.MAX) ? null : expires);
    }

    /** A tenant and its owner. */
    public record Register(
            @NotBlank @Size(max = 200) String company,

            @NotNull
            @Pattern(
                    regexp = "[a-z][a-z0-9-]{0,38}[a-z0-9]",
                    message = "must be 2 to 40 lower-case letters, digits and dashes, beginning with a letter")
            String slug,

            @NotNull @Email(message = "must be an e-mail address") @Size(max = 254)
            String email,

            @NotNull @Size(min = 15, max = 256, message = "must be 15 to 256 characters")
            String password,

            @NotBlank @Size(max = 200) String name,
            @Nullable @TimeZoneName String timeZone,
            @Nullable @CurrencyCode String currency) {

        /** Never the password. */
        @Override
        public String toString() {
            return "Register[" + slug + "]";
        }
    }

    /** An address and a password; the tenant when the user is in several. */
    public record Credentials(
            @NotNull @Size(max = 254) String email,
            @NotNull @Size(max = 256) String password,
            @Nullable @Size(max = 40) String tenant) {

        /** Never the password. */
        @Override
        public String toString() {
            return "Credentials[" + email + "]";
        }
    }

    /** A refresh token. */
    public record Refresh(@NotNull @Size(max = 200) String refreshToken) {

        /** Never the token. */
        @Override
        public String toString() {
            return "Refresh[]";
        }
    }

    /** Whom a credential speaks for; {@code tenant} is null for an operator, {@code expiresAt} for a key without an end. */
    public record Validation(
            boolean valid,
            UUID userId,
            String upn,
            @Nullable String tenant,
            Set<String> permissions,
            @Nullable Instant expiresAt) {}

    /**
     * What a login answers.
     *
     * @param mfaDueAt by when the tenant wants the user to have a second factor; null when he has one, or need not
     * @param mfaEnrolmentOnly whether that time is over: the token is good to set one up, and a refreshed one for the rest
     */
    public record LoginAnswer(
            TenantAnswer tenant,
            UserAnswer user,
            String accessToken,
            String refreshToken,
            String tokenType,
            long expiresIn,
            @Nullable Instant mfaDueAt,
            boolean mfaEnrolmentOnly) {

        static LoginAnswer of(Login login) {
            return new LoginAnswer(
                    new TenantAnswer(
                            login.tenant().id(),
                            login.tenant().slug(),
                            login.tenant().schema()),
                    new UserAnswer(
                            login.member().userId(),
                            login.member().email(),
                            login.member().name(),
                            login.member().role()),
                    login.tokens().accessToken(),
                    login.tokens().refreshToken(),
                    "Bearer",
                    login.tokens().expiresIn(),
                    login.standing().dueAt(),
                    login.standing().overdue());
        }
    }

    /** The tenant that was entered. */
    public record TenantAnswer(UUID id, String slug, String schema) {}

    /** Who entered it. */
    public record UserAnswer(UUID id, String email, String name, String role) {}
}
