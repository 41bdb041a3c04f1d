package dev.countinghouse.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The current tenant for other features. Joins their transaction and checks no role: theirs did. */
@ApplicationScoped
public class TenantBook {

    @Inject
    TenantRepository tenants;

    /** Its settings. */
    public TenantView current() {
        return tenants.current();
    }
}
