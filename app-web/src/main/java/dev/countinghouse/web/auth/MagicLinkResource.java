package dev.countinghouse.web.auth;

import dev.countinghouse.identity.MagicLinks;
import dev.countinghouse.web.auth.AuthResource.LoginAnswer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Logins by a mailed link. */
@Path("/auth/magic-link")
@ApplicationScoped
@Tag(name = "Auth")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class MagicLinkResource {

    private static final String COOKIE = "ch_magic_link";
    private static final String COOKIE_PATH = "/api/v1/auth/magic-link";
    private static final int COOKIE_SECONDS = 1_200; // longer than a link is good

    @Inject
    MagicLinks links;

    @Inject
    @ConfigProperty(name = "CH_PUBLIC_URL")
    URI publicUrl;

    @POST
    @Operation(
            summary = "Mail a link to log in with, if somebody has this address; the answer is always the same",
            description = "The cookie of the answer has to come back with the link: it opens in this browser alone.")
    @APIResponse(responseCode = "202", description = "Taken")
    public Response request(@CookieParam(COOKIE) @Nullable String browser, @Valid @NotNull AskForLink request) {
        String secret = links.request(request.email(), browser);
        return Response.accepted().cookie(cookie(secret)).build();
    }

    @POST
    @Path("verify")
    @Operation(
            summary = "Begin a session with a mailed link's token, in the browser that asked for it; it is good once")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LoginAnswer.class)))
    @APIResponse(
            responseCode = "202",
            description = "The link is good; POST /auth/mfa with the challenge and a code begins the session",
            content = @Content(schema = @Schema(implementation = MfaLoginResource.Challenge.class)))
    public Response verify(@CookieParam(COOKIE) @Nullable String browser, @Valid @NotNull FollowLink request) {
        return MfaLoginResource.answer(links.verify(request.token(), browser, request.tenant()));
    }

    private NewCookie cookie(String secret) {
        return new NewCookie.Builder(COOKIE)
                .value(secret)
                .path(COOKIE_PATH)
                .maxAge(COOKIE_SECONDS)
                .httpOnly(true)
                .secure("https".equals(publicUrl.getScheme()))
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }

    /** An address, whether or not anybody has it. */
    public record AskForLink(
            @NotNull @Email(message = "must be an e-mail address") @Size(max = 254)
            String email) {}

    /** A mailed link's token; the tenant when the user is in several. */
    public record FollowLink(
            @NotNull @Size(max = 200) String token,
            @Nullable @Size(max = 40) String tenant) {

        /** Never the token. */
        @Override
        public String toString() {
            return "FollowLink[]";
        }
    }
}
