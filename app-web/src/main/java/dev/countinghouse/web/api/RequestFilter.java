package dev.countinghouse.web.api;

import dev.countinghouse.identity.CurrentClient;
import dev.countinghouse.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** What holds for every request to the API: it has an id, a bounded body, and an answer nobody caches or shows as a page. */
public class RequestFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Cors cors;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String requestId = RequestIds.of(request);
        response.setHeader(RequestIds.HEADER, requestId);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
        if (Cors.isPreflight(request)) {
            cors.answer(request, response);
            return;
        }
        cors.admit(request, response);
        BodyLimit.Most most = BodyKind.of(request).most();
        if (most.isLessThan(request.getContentLengthLong())) {
            Problem.of(ProblemType.BODY_TOO_LARGE, most.text(), List.of(), requestId)
                    .writeTo(response);
            return;
        }
        try (CurrentClient.Presence client = CurrentClient.enter(client(request, requestId))) {
            chain.doFilter(new BodyLimit(request, most), response);
        }
    }

    private static CurrentClient.Client client(HttpServletRequest request, String requestId) {
        String userAgent = request.getHeader("User-Agent");
        return new CurrentClient.Client(
                request.getRemoteAddr(),
                userAgent == null ? "" : userAgent,
                requestId,
                ConsoleRequest.is(request.getHeader(ConsoleRequest.HEADER)));
    }
}
