package dev.countinghouse.web.api;

import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Scope;
import dev.countinghouse.tenancy.Tenant;
import dev.countinghouse.tenancy.TenantStorage;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/** Refuses what takes room to a tenant that has none left, before the body is read; else has the tenant measured soon. */
@Provider
@TakesRoom
public class StorageFilter implements ContainerRequestFilter {

    @Inject
    TenantStorage storage;

    @Override
    public void filter(ContainerRequestContext request) {
        @Nullable Scope scope = CurrentScope.find();
        @Nullable Tenant tenant = scope == null ? null : scope.tenant();
        if (tenant != null) { // an operator stores nothing, and the service will refuse him
            TenantStorage.check(tenant);
            storage.wrote(tenant.id());
        }
    }
}
