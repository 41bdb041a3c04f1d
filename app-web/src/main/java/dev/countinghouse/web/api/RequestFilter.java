package dev.countinghouse.web.api;

import dev.countinghouse.problem.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** What holds for every request to the API: it has an id, a bounded body, and an answer nobody caches or sniffs. */
public class RequestFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final long JSON_BYTES_MAX = 256 * 1024L;
    private static final long BATCH_BYTES_MAX = 4 * 1024 * 1024L;
    private static final long IMPORT_BYTES_MAX = 8L * 1024 * 1024 * 1024;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String requestId = RequestIds.of(request);
        response.setHeader(RequestIds.HEADER, requestId);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        long most = bytesMax(request.getRequestURI());
        if (request.getContentLengthLong() > most) {
            Problem.of(ProblemType.BODY_TOO_LARGE, "At most " + most + " bytes are read here", List.of(), requestId)
                    .writeTo(response);
            return;
        }
        chain.doFilter(new BodyLimit(request, most), response);
    }

    private static long bytesMax(String path) {
        if (path.endsWith("/usage/import")) {
            return IMPORT_BYTES_MAX;
        }
        return path.endsWith("/usage/batch") ? BATCH_BYTES_MAX : JSON_BYTES_MAX;
    }
}
