package dev.countinghouse.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Which pages of other origins a browser lets read our answers: those of CH_CORS_ORIGINS, compared as a whole, and nobody
 * otherwise. Never with the browser's own credentials: such a page sends a token or a key.
 */
@ApplicationScoped
public class Cors {

    private static final String METHODS = "GET, POST, PUT, PATCH, DELETE";
    private static final String HEADERS_IN =
            "Authorization, Content-Type, Idempotency-Key, If-Match, X-API-Key, X-Request-Id, X-Tenant";
    private static final String HEADERS_OUT =
            "ETag, Idempotent-Replayed, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id";
    private static final String PREFLIGHT_SECONDS = "600";

    @Inject
    @ConfigProperty(name = "CH_CORS_ORIGINS")
    Optional<String[]> origins;

    /** Lets the page read the answer, if it may. */
    public void admit(HttpServletRequest request, HttpServletResponse response) {
        if (origins.isEmpty()) {
            return;
        }
        response.setHeader("Vary", "Origin");
        if (isAllowed(request)) {
            response.setHeader("Access-Control-Allow-Origin", request.getHeader("Origin"));
            response.setHeader("Access-Control-Expose-Headers", HEADERS_OUT);
        }
    }

    private boolean isAllowed(HttpServletRequest request) {
        @Nullable String origin = request.getHeader("Origin");
        return origin != null && origins.isPresent() && List.of(origins.get()).contains(origin);
    }

    /** Whether a browser asks what a page of another origin may send. */
    static boolean isPreflight(HttpServletRequest request) {
        return request.getMethod().equals("OPTIONS")
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    /** Answers that question; a page that may send nothing is told nothing. */
    void answer(HttpServletRequest request, HttpServletResponse response) {
        admit(request, response);
        if (isAllowed(request)) {
            response.setHeader("Access-Control-Allow-Methods", METHODS);
            response.setHeader("Access-Control-Allow-Headers", HEADERS_IN);
            response.setHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS);
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
