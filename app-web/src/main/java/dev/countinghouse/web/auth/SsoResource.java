package dev.countinghouse.web.auth;

import dev.countinghouse.identity.SsoLogin;
import dev.countinghouse.identity.SsoLogin.Arrival;
import dev.countinghouse.identity.SsoLogin.Departure;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.web.api.TakesOtherParameters;
import dev.countinghouse.web.auth.AuthResource.LoginAnswer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Logins through a tenant's OpenID provider, by a browser. */
@Path("/auth/sso")
@ApplicationScoped
@Tag(name = "Auth")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SsoResource {

    private static final String COOKIE = "ch_sso";
    private static final String COOKIE_PATH = "/api/v1/auth/sso";
    private static final int COOKIE_SECONDS = 1_200; // longer than a login may take

    private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9-]{0,38}[a-z0-9]");

    /** A path of ours: no host, and nothing that a browser could take for one. */
    private static final Pattern OWN_PATH = Pattern.compile("/(?:[A-Za-z0-9._~-][A-Za-z0-9._~/?=&%-]{0,399})?");

    @Inject
    SsoLogin logins;

    @Inject
    @ConfigProperty(name = "CH_PUBLIC_URL")
    URI publicUrl;

    @GET
    @Path("{slug}/start")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.WILDCARD)
    @Operation(
            summary = "Send the browser to the tenant's identity provider",
            description =
                    "For a browser to open. The cookie of the answer has to come back with the browser: the login ends"
                            + " in this browser alone, and within 10 minutes. return_to is a path of the console to go to then.")
    @APIResponse(responseCode = "303", description = "To the identity provider")
    public Response start(
            @PathParam("slug") String slug,
            @QueryParam("return_to") @Nullable String returnTo,
            @CookieParam(COOKIE) @Nullable String browser) {
        String path = returnTo == null ? "/" : returnTo;
        if (!OWN_PATH.matcher(path).matches()) {
            throw BillingException.invalid("return_to", "malformed", "must be a path of the console");
        }
        Departure departure = logins.start(requireSlug(slug), path, browser);
        return Response.seeOther(departure.provider())
                .cookie(cookie(departure.browser()))
                .build();
    }

    @GET
    @Path("{slug}/callback")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.WILDCARD)
    @TakesOtherParameters
    @Operation(
            summary = "Where the identity provider sends the browser back to",
            description =
                    "The redirect URI to register at the provider. Sends the browser on to the console, with a code that"
                            + " is good for a minute for POST /auth/sso/token, or with the name of a problem as error. A client"
                            + " that does not accept text/html gets the problem itself.")
    @APIResponse(responseCode = "303", description = "To the console")
    public Response callback(
            @PathParam("slug") String slug,
            @BeanParam Callback back,
            @CookieParam(COOKIE) @Nullable String browser,
            @HeaderParam("Accept") @Nullable String accept) {
        try {
            Arrival arrival = logins.arrive(requireSlug(slug), back.toReturn(), browser);
            return console("code=" + arrival.code() + "&return_to=" + encoded(arrival.returnTo()));
        } catch (BillingException e) {
            if (accept == null || !accept.contains(MediaType.TEXT_HTML)) {
                throw e;
            }
            return console("error=" + reason(e));
        }
    }

    @POST
    @Path("token")
    @Operation(summary = "Begin a session with the code of a callback, in the browser that it came to; it is good once")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LoginAnswer.class)))
    public Response token(@CookieParam(COOKIE) @Nullable String browser, @Valid @NotNull FetchTokens request) {
        return Response.ok(LoginAnswer.of(logins.enter(request.code(), browser)))
                .build();
    }

    /** Behind # no server on the way logs it, and no page is told as where somebody came from. */
    private Response console(String parameters) {
        return Response.seeOther(URI.create(publicUrl + "/#/sso?" + parameters)).build();
    }

    private static String reason(BillingException e) {
        return e.errors().isEmpty() ? e.type().code() : e.errors().getFirst().code();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Lax: the browser comes back from the provider's site. */
    private NewCookie cookie(String secret) {
        return new NewCookie.Builder(COOKIE)
                .value(secret)
                .path(COOKIE_PATH)
                .maxAge(COOKIE_SECONDS)
                .httpOnly(true)
                .secure("https".equals(publicUrl.getScheme()))
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    private static String requireSlug(String slug) {
        if (!SLUG.matcher(slug).matches()) {
            throw new BillingException(ProblemType.NOT_FOUND, "No single sign-on here");
        }
        return slug;
    }

    /** What the identity provider has the browser bring back. */
    public static class Callback {

        @QueryParam("code")
        @Nullable
        String code;

        @QueryParam("state")
        @Nullable
        String state;

        @QueryParam("iss")
        @Nullable
        String iss;

        @QueryParam("error")
        @Nullable
        String error;

        SsoLogin.Return toReturn() {
            return new SsoLogin.Return(code, state, iss, error);
        }
    }

    /** The code of a callback. */
    public record FetchTokens(@NotNull @Size(max = 200) String code) {

        /** Never the code. */
        @Override
        public String toString() {
            return "FetchTokens[]";
        }
    }
}
