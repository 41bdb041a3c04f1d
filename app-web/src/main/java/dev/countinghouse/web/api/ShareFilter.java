package dev.countinghouse.web.api;

import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Scope;
import dev.countinghouse.tenancy.Tenant;
import dev.countinghouse.tenancy.TenantSlots;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds a tenant's request to the tenant's share: it waits for a slot before it has a connection, and its body is as large as
 * the tier allows. A stream of usage events takes a slot for each part it records, not while its sender is slow.
 */
public class ShareFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    transient TenantSlots slots;

    @Inject
    transient BusyCredentials busy;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        @Nullable Scope scope = CurrentScope.find();
        @Nullable Tenant tenant = scope == null ? null : scope.tenant();
        if (tenant == null) {
            chain.doFilter(request, response);
            return;
        }
        BodyKind kind = BodyKind.of(request);
        BodyLimit.Most most = kind.most(tenant.limits());
        if (most.isLessThan(request.getContentLengthLong())) {
            Problem.of(ProblemType.BODY_TOO_LARGE, most.text(), List.of(), RequestIds.of(request))
                    .writeTo(response);
            return;
        }
        Optional<TenantSlots.Slot> slot = kind == BodyKind.IMPORT ? slots.takeStream(tenant) : slots.take(tenant);
        if (slot.isEmpty()) {
            busy.note(request, tenant.id());
            BusyCredentials.problem(request).writeTo(response);
            return;
        }
        try (TenantSlots.Slot held = slot.get()) {
            chain.doFilter(new BodyLimit(request, most), response);
        }
    }
}
