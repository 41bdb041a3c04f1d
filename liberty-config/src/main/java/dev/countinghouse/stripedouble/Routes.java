package dev.countinghouse.stripedouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which operation answers which method and path. */
final class Routes {
    private final List<Route> routes = new ArrayList<>();

    /** What a request does and answers. */
    @FunctionalInterface
    interface Operation {
        ObjectNode run(Call call);
    }

    private record Route(String method, List<String> segments, Operation operation) {
        @Nullable
        List<String> match(List<String> given) {
            if (given.size() != segments.size()) {
                return null;
            }
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < given.size(); i++) {
                if ("*".equals(segments.get(i))) {
                    ids.add(given.get(i));
                } else if (!segments.get(i).equals(given.get(i))) {
                    return null;
                }
            }
            return ids;
        }
    }

    /** An operation with what the path named. */
    record Match(Operation operation, List<String> ids) {}

    Routes get(String path, Operation operation) {
        return add("GET", path, operation);
    }

    Routes post(String path, Operation operation) {
        return add("POST", path, operation);
    }

    Routes delete(String path, Operation operation) {
        return add("DELETE", path, operation);
    }

    private Routes add(String method, String path, Operation operation) {
        routes.add(new Route(method, segments(path), operation));
        return this;
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }

    /**
     * Finds the operation; what was added first goes first.
     *
     * @throws StripeError when there is none
     */
    Match match(String method, String path) {
        List<String> given = segments(path);
        for (Route route : routes) {
            List<String> ids = route.method().equals(method) ? route.match(given) : null;
            if (ids != null) {
                return new Match(route.operation(), ids);
            }
        }
        throw StripeError.noSuchUrl(method, path);
    }
}
