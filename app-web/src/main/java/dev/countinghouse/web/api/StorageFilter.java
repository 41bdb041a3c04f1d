package dev.countinghouse.web.api;

import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Tenant;
import dev.countinghouse.tenancy.TenantStorage;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Refuses what takes room to a tenant that has none left, before the body is read; else has the tenant measured soon. */
@Provider
@TakesRoom
public class StorageFilter implements ContainerRequestFilter {

    @Inject
    TenantStorage storage;

    @Override
    public void filter(ContainerRequestContext request) {
        Tenant tenant = CurrentScope.tenant();
        TenantStorage.check(tenant);
        storage.wrote(tenant.id());
    }
}
