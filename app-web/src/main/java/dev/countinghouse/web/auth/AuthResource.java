package dev.countinghouse.web.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import dev.countinghouse.web.api.ConsoleRequest;
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
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
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
    @Operation(
            summary = "Exchange a refresh token for new tokens; each is good once",
            description =
                    "A token that was used before ends its session. With X-Countinghouse-Console: 1 the token is the"
                            + " one in the cookie, and the body is {}; without that header the cookie is ignored.")
    public LoginAnswer refresh(
            @CookieParam(ConsoleSession.COOKIE) @Nullable String cookie,
            @HeaderParam(ConsoleRequest.HEADER) @Nullable String console,
            @Valid @NotNull Refresh request) {
        return token(request, ConsoleRequest.is(console), cookie)
                .flatMap(sessions::refresh)
                .map(LoginAnswer::of)
                .orElseThrow(() -> new BillingException(ProblemType.UNAUTHENTICATED, "Log in again"));
    }

    private static Optional<String> token(Refresh request, boolean console, @Nullable String cookie) {
        String sent = request.refreshToken();
        if (console && sent != null) {
            throw BillingException.invalid("refresh_token", "not_allowed", "is in the console's cookie");
        }
        if (!console && sent == null) {
            throw BillingException.invalid("refresh_token", "required", "must be a refresh token");
        }
        return Optional.ofNullable(console ? cookie : sent);
    }

    @POST
    @Path("logout")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "End the session: its tokens are refused from now on",
            description =
                    "With X-Countinghouse-Console: 1 the cookie's session ends too, and the cookie is taken away.")
    @APIResponse(responseCode = "204", description = "Ended")
    public Response logout(
            @CookieParam(ConsoleSession.COOKIE) @Nullable String cookie,
            @HeaderParam(ConsoleRequest.HEADER) @Nullable String console) {
        sessions.logout(CurrentCaller.require());
        Response.ResponseBuilder answer = Response.noContent();
        if (!ConsoleRequest.is(console)) {
            return answer.build();
        }
        if (cookie != null) {
            sessions.replace(cookie, null);
        }
        return answer.cookie(ConsoleSession.noCookie()).build();
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

    /** A refresh token; the console's is in its cookie. */
    public record Refresh(@Nullable @Size(max = 200) String refreshToken) {

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
     * @param refreshToken not sent to the console, which has it in a cookie
     * @param mfaDueAt by when the tenant wants the user to have a second factor; null when he has one, or need not
     * @param mfaEnrolmentOnly whether that time is over: the token is good to set one up, and a refreshed one for the rest
     */
    public record LoginAnswer(
            TenantAnswer tenant,
            UserAnswer user,
            String accessToken,

            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Schema(description = "Not with X-Countinghouse-Console: 1, which has it in a cookie")
            @Nullable
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

        /** @throws IllegalStateException when it was taken out before */
        String requireRefreshToken() {
            if (refreshToken == null) {
                throw new IllegalStateException("this answer has no refresh token");
            }
            return refreshToken;
        }

        /** The same for a client that keeps the token elsewhere. */
        LoginAnswer withoutRefreshToken() {
            return new LoginAnswer(tenant, user, accessToken, null, tokenType, expiresIn, mfaDueAt, mfaEnrolmentOnly);
        }
    }

    /** The tenant that was entered. */
    public record TenantAnswer(UUID id, String slug, String schema) {}

    /** Who entered it. */
    public record UserAnswer(UUID id, String email, String name, String role) {}
}
