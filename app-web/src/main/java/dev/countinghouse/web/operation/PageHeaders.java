package dev.countinghouse.web.operation;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whatever a browser shows of us loads nothing from elsewhere, runs no inline script and is shown in no frame. */
public class PageHeaders extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final String TWO_YEARS = "max-age=63072000; includeSubDomains";

    @Inject
    @ConfigProperty(name = "CH_PUBLIC_URL")
    transient URI publicUrl;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-cache");
        if ("https".equals(publicUrl.getScheme())) {
            response.setHeader("Strict-Transport-Security", TWO_YEARS);
        }
        chain.doFilter(request, response);
    }
}
