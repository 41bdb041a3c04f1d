package dev.countinghouse.web.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.countinghouse.identity.Caller;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.ratelimit.Quota;
import dev.countinghouse.ratelimit.Quotas;
import dev.countinghouse.ratelimit.RateLimits;
import dev.countinghouse.ratelimit.Verdict;
import dev.countinghouse.ratelimit.Verdict.Left;
import dev.countinghouse.tenancy.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds every client to its quotas and tells it what is left, in the header fields of draft-ietf-httpapi-ratelimit-headers. A
 * credential whose quota is used up is remembered until something is free again, and refused unseen: its flood costs neither a
 * signature nor a look-up.
 */
@ApplicationScoped
public class ClientLimits {

    private static final int REMEMBERED_MAX = 10_000;

    @Inject
    RateLimits limits;

    @Inject
    Quotas quotas;

    private final Cache<String, Until> usedUp = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MAX)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    private record Until(Quota quota, long nanos) {}

    /** Whether a request is to be refused before its credential is checked; if so, it is answered. */
    public boolean refusesUnseen(HttpServletRequest request, HttpServletResponse response) {
        if (usedUp.estimatedSize() == 0) {
            return false;
        }
        @Nullable Until until = usedUp.getIfPresent(CredentialDigest.of(request));
        long millis = until == null
                ? 0
                : Duration.ofNanos(until.nanos() - System.nanoTime()).toMillis();
        if (until == null || millis <= 0) {
            return false;
        }
        refuse(new Left(until.quota(), 0, millis), request, response);
        return true;
    }

    /** Counts a request whose credential was good; answers it when it is one too many. */
    boolean letsIn(Caller caller, @Nullable Tenant tenant, HttpServletRequest request, HttpServletResponse response) {
        Verdict verdict = limits.take(of(caller, tenant));
        if (verdict.allowed()) {
            tell(verdict, response);
            return true;
        }
        Left left = verdict.left().getFirst();
        usedUp.put(
                CredentialDigest.of(request),
                new Until(
                        left.quota(),
                        System.nanoTime()
                                + Duration.ofMillis(left.freesInMillis()).toNanos()));
        refuse(left, request, response);
        return false;
    }

    /** A machine has its tenant's quota; a person one of his own besides. */
    private List<Quota> of(Caller caller, @Nullable Tenant tenant) {
        if (tenant == null) {
            return List.of(quotas.ofOperator(caller.id()));
        }
        return caller.sessionId() == null
                ? List.of(quotas.ofTenant(tenant))
                : List.of(quotas.ofUser(tenant, caller.id()), quotas.ofTenant(tenant));
    }

    /** Counts a request without a good credential; answers it when it is one too many. */
    public boolean letsInUnknown(HttpServletRequest request, HttpServletResponse response) {
        List<Quota> both = new ArrayList<>(List.of(quotas.ofAddress(request.getRemoteAddr())));
        if (isStricter(request)) {
            both.add(quotas.ofLogins(request.getRemoteAddr()));
        }
        Verdict verdict = limits.take(both);
        if (!verdict.allowed()) {
            refuse(verdict.left().getFirst(), request, response);
        }
        return verdict.allowed();
    }

    private static boolean isStricter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.contains("/auth/") && !path.endsWith("/auth/refresh");
    }

    private static void refuse(Left left, HttpServletRequest request, HttpServletResponse response) {
        String requestId = RequestIds.of(request);
        response.setHeader(RequestIds.HEADER, requestId);
        tell(new Verdict(false, List.of(left)), response);
        response.setHeader("Retry-After", String.valueOf(left.freesInSeconds()));
        Problem problem = Problem.of(
                ProblemType.RATE_LIMITED,
                "The limit \"%s\" is %d requests a minute"
                        .formatted(left.quota().name(), left.quota().most()),
                List.of(),
                requestId);
        try {
            problem.writeTo(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void tell(Verdict verdict, HttpServletResponse response) {
        response.setHeader(
                "RateLimit-Policy",
                verdict.left().stream()
                        .map(left -> "\"%s\";q=%d;w=60"
                                .formatted(left.quota().name(), left.quota().most()))
                        .collect(Collectors.joining(", ")));
        response.setHeader(
                "RateLimit",
                verdict.left().stream()
                        .map(left -> "\"%s\";r=%d;t=%d"
                                .formatted(left.quota().name(), left.remaining(), left.freesInSeconds()))
                        .collect(Collectors.joining(", ")));
    }
}
