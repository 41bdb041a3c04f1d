package dev.countinghouse.web.operation;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * Every address of the console's screens is the same page, which finds out by itself what to show: whatever is asked for as a page
 * and is nobody else's. Its scripts and styles bear a digest in their names and are kept for a year.
 */
public class ConsolePages extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** First segments of paths that are not the console's. */
    private static final Set<String> OTHERS = Set.of(
            "api", "openapi", "health", "metrics", ".well-known", "assets", "dev", "problem", "WEB-INF", "META-INF");

    private static final String ASSETS = "/assets/";
    private static final String A_YEAR = "public, max-age=31536000, immutable";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = path(request);
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (reads && isScreen(path)) {
            request.getServletContext()
                    .getNamedDispatcher(ConsolePageServlet.NAME)
                    .forward(request, response);
            return;
        }
        if (reads && path.startsWith(ASSETS)) {
            // What is not there must not be kept: during an upgrade another replica may have it.
            boolean there =
                    path.lastIndexOf('-') > 0 && request.getServletContext().getResource(path) != null;
            response.setHeader("Cache-Control", there ? A_YEAR : "no-cache");
        }
        chain.doFilter(request, response);
    }

    /** @param path decoded */
    static boolean isScreen(String path) {
        String first = path.substring(1).split("/", 2)[0];
        String last = path.substring(path.lastIndexOf('/') + 1);
        return !OTHERS.contains(first) && !last.contains(".");
    }

    private static String path(HttpServletRequest request) {
        String rest = request.getPathInfo();
        String path = request.getServletPath() + (rest == null ? "" : rest);
        return path.startsWith("/") ? path : "/" + path;
    }
}
