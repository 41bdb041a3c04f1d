package dev.countinghouse.web.api;

import dev.countinghouse.identity.Caller;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Scope;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Holds each request to the rate limits of its client, when it is known who that is. */
public class LimitFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    transient ClientLimits limits;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        @Nullable Scope scope = CurrentScope.find();
        boolean letIn = request.getUserPrincipal() instanceof Caller caller
                ? limits.letsIn(caller, scope == null ? null : scope.tenant(), request, response)
                : limits.letsInUnknown(request, response);
        if (letIn) {
            chain.doFilter(request, response);
        }
    }
}
