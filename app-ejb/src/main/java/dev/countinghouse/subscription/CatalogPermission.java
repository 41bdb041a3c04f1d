package dev.countinghouse.subscription;

import dev.countinghouse.identity.Permission;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;

/** What saying other prices takes besides the permission to subscribe: whoever may sell at list prices alone cannot make any up. */
@Stateless
public class CatalogPermission {

    /** The container refuses each call of a caller who may not change the catalog. */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public void require() {
        // asked for by the annotation
    }
}
