package dev.countinghouse.web.api;

import dev.countinghouse.audit.Actor;
import dev.countinghouse.audit.CurrentActor;
import dev.countinghouse.identity.Caller;
import dev.countinghouse.identity.CurrentCaller;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.KnownTenants;
import dev.countinghouse.tenancy.RegistryMemory;
import dev.countinghouse.tenancy.Scope;
import dev.countinghouse.tenancy.Tenant;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Binds the request to the tenant of its credential, or to the platform when it is an operator's. A tenant named by header or
 * subdomain must be the same: it can never choose another.
 */
public class TenantFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final int FEATURE = 3; // in /api/v1/members, split at its slashes
    private static final Set<String> REGISTRY = Set.of(
            "tenant",
            "tenants",
            "users",
            "members",
            "roles",
            "api-keys",
            "invitations",
            "auth",
            "sessions",
            "support-access",
            "platform");
    private static final Logger LOG = Logger.getLogger(TenantFilter.class.getName());

    @Inject
    transient KnownTenants tenants;

    @Inject
    transient RegistryMemory memory;

    @Inject
    @ConfigProperty(name = "countinghouse.base-domain")
    Optional<String> baseDomain;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request.getUserPrincipal() instanceof Caller caller)) {
            chain.doFilter(request, response);
            return;
        }
        String requestId = RequestIds.of(request);
        UUID tenantId = caller.tenantId();
        if (tenantId == null) {
            operator(request, response, caller, chain);
            return;
        }
        Optional<Tenant> tenant;
        try {
            tenant = tenants.active(tenantId);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "request " + requestId + ": the tenant could not be looked up");
            ProblemMapper.problem(e, requestId).writeTo(response);
            return;
        }
        if (tenant.isEmpty()) {
            Problem.of(ProblemType.TENANT_SUSPENDED, "Ask the operator of the platform", List.of(), requestId)
                    .writeTo(response);
        } else if (!agrees(tenant.get(), request)) {
            mismatch(request, response);
        } else if (!tenant.get().isWorkable()) {
            notWorkable(tenant.get(), requestId).writeTo(response);
        } else {
            within(Scope.of(tenant.get()), caller, request, () -> chain.doFilter(request, response));
            if (mayChangeRegistry(request)) { // other servers hear of it a moment later
                memory.forget(tenantId);
                memory.forget(caller.userId());
            }
        }
    }

    /** Whether a request may change what is remembered of tenants and people. */
    private static boolean mayChangeRegistry(HttpServletRequest request) {
        String[] path = request.getRequestURI().split("/", FEATURE + 2);
        return !request.getMethod().equals("GET")
                && path.length > FEATURE
                && REGISTRY.contains(path[FEATURE])
                && !request.getRequestURI().endsWith("/auth/validate"); // which only tells
    }

    /** An operator works for no tenant: he may not name one either. */
    private void operator(HttpServletRequest request, HttpServletResponse response, Caller caller, FilterChain chain)
            throws IOException, ServletException {
        if (request.getHeader("X-Tenant") != null || isSubdomain(host(request))) {
            mismatch(request, response);
        } else {
            within(Scope.PLATFORM, caller, request, () -> chain.doFilter(request, response));
            if (mayChangeRegistry(request)) {
                memory.forgetAll();
            }
        }
    }

    /** Another server may be newer, or the tenant's turn in a migration may be to come. */
    private static Problem notWorkable(Tenant tenant, String requestId) {
        List<String> workable = Tenant.workableVersions();
        String detail = "The tenant's schema has version %s, and this server works with %s to %s"
                .formatted(tenant.schemaVersion(), workable.getFirst(), workable.getLast());
        return Problem.of(ProblemType.SCHEMA_NOT_SUPPORTED, detail, List.of(), requestId);
    }

    private static void mismatch(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem.of(
                        ProblemType.TENANT_MISMATCH,
                        "Leave out X-Tenant or use its credential",
                        List.of(),
                        RequestIds.of(request))
                .writeTo(response);
    }

    private boolean agrees(Tenant tenant, HttpServletRequest request) {
        List<String> named = Collections.list(request.getHeaders("X-Tenant")); // each of them, should there be several
        String host = host(request);
        return named.stream().allMatch(tenant.slug()::equals)
                && (!isSubdomain(host) || host.equals(tenant.slug() + "." + baseDomain.orElseThrow()));
    }

    private boolean isSubdomain(String host) {
        return baseDomain.isPresent() && host.endsWith("." + baseDomain.get());
    }

    private static String host(HttpServletRequest request) {
        return request.getServerName().toLowerCase(Locale.ROOT);
    }

    private static void within(Scope scope, Caller caller, HttpServletRequest request, Step step)
            throws ServletException, IOException {
        Actor actor = caller.actor(request.getRemoteAddr(), RequestIds.of(request));
        try {
            CurrentCaller.<@Nullable Void>call(
                    caller,
                    () -> CurrentActor.<@Nullable Void>call(actor, () -> {
                        CurrentScope.run(scope, () -> unchecked(step));
                        return null;
                    }));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (UncheckedServletException e) {
            throw e.original;
        }
    }

    private static void unchecked(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServletException e) {
            throw new UncheckedServletException(e);
        }
    }

    private interface Step {
        void run() throws IOException, ServletException;
    }

    private static final class UncheckedServletException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient ServletException original;

        UncheckedServletException(ServletException original) {
            super(original);
            this.original = original;
        }
    }
}
