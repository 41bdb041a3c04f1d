package dev.countinghouse.web.auth;

import dev.countinghouse.identity.SessionService;
import dev.countinghouse.web.api.ConsoleRequest;
import dev.countinghouse.web.auth.AuthResource.LoginAnswer;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the console's refresh token where no script in its page can read it: whatever answers a login answers the console
 * without the token, which goes into a cookie that only this host sets, over TLS, and that no other site's page sends.
 *
 * <p>The cookie alone is worth nothing. It counts with the header of {@link ConsoleRequest}, which no form can send, and a page
 * elsewhere only after asking, and {@link dev.countinghouse.web.api.Cors} allows it to nobody.
 */
@Provider
public class ConsoleSession implements ContainerResponseFilter {

    /** {@code __Host-}: browsers take it with Secure, Path=/ and without Domain only, so no subdomain plants one. */
    static final String COOKIE = "__Host-ch_refresh";

    @Inject
    SessionService sessions;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!ConsoleRequest.is(request.getHeaderString(ConsoleRequest.HEADER))
                || !(response.getEntity() instanceof LoginAnswer answer)) {
            return;
        }
        String token = answer.requireRefreshToken();
        @Nullable Cookie before = request.getCookies().get(COOKIE);
        if (before != null) { // a browser has one session: what it had before ends, whoever may have planted it
            sessions.replace(before.getValue(), token);
        }
        response.setEntity(answer.withoutRefreshToken());
        response.getHeaders().add(HttpHeaders.SET_COOKIE, cookie(token));
    }

    /** It lives as long as the browser does; the server ends it sooner. */
    private static NewCookie cookie(String token) {
        return builder().value(token).build();
    }

    /** What takes the cookie away. */
    static NewCookie noCookie() {
        return builder().value("").maxAge(0).build();
    }

    private static NewCookie.Builder builder() {
        return new NewCookie.Builder(COOKIE)
                .path("/")
                .secure(true)
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.STRICT);
    }
}
