package dev.countinghouse.web.operation;

import dev.countinghouse.json.Json;
import dev.countinghouse.redis.Redis;
import dev.countinghouse.tenancy.TenantDirectory;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether this server is well, in the form of MicroProfile Health. Ready when the database answers as ch_identity. Redis has a
 * path of its own and is not needed: everything that it speeds up works without it.
 */
@WebServlet({"/health", "/health/*"})
public class HealthServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(HealthServlet.class.getName());
    private static final String UP = "UP";
    private static final UUID NOBODY = new UUID(0, 0);

    @Inject
    transient TenantDirectory tenants;

    @Inject
    transient Redis redis;

    private record Check(String name, String status, Map<String, Object> data) {}

    private record Health(String status, List<Check> checks) {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        @Nullable String path = request.getPathInfo();
        @Nullable
        List<Check> checks = switch (path == null ? "/" : path) {
            case "/", "/ready" -> List.of(database());
            case "/redis" -> List.of(redis());
            case "/live", "/started" -> List.of();
            default -> null;
        };
        if (checks == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        boolean up = checks.stream().allMatch(check -> check.status().equals(UP));
        response.setStatus(up ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(Json.MAPPER.writeValueAsBytes(new Health(status(up), checks)));
    }

    private Check database() {
        return new Check("database", status(databaseAnswers()), Map.of("redis", status(redis.isUp())));
    }

    private Check redis() {
        String status = status(redis.isUp());
        Redis.Usage usage = redis.usage();
        return new Check(
                "redis",
                status,
                Map.of(
                        "connections_at_work", usage.active(),
                        "connections_idle", usage.idle(),
                        "connections_at_most", usage.most(),
                        "questions_unanswered", usage.unanswered()));
    }

    private static String status(boolean up) {
        return up ? UP : "DOWN";
    }

    private boolean databaseAnswers() {
        try {
            tenants.active(NOBODY);
            return true;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the database does not answer", e);
            return false;
        }
    }
}
