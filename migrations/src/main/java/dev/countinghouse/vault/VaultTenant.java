package dev.countinghouse.vault;

import java.util.UUID;

/**
 * Which tenant, as the registry names it.
 *
 * @param id of the registry row
 * @param slug public short name
 * @param schema {@code tenants.schema_name}: the name of its schema and of its role
 */
public record VaultTenant(UUID id, String slug, String schema) {

    public VaultTenant {
        if (!schema.matches("tenant_[a-z][a-z0-9_]{0,38}[a-z0-9]")) { // it goes into statements
            throw new IllegalArgumentException("Not a tenant's schema name: " + schema);
        }
    }

    /** What stands beside the tenant's schema on behalf of one restore; at most 57 letters. */
    String beside(String what, UUID restoreId) {
        String hex = restoreId.toString().replace("-", "");
        return what + schema.substring("tenant".length()) + "_" + hex.substring(hex.length() - 8);
    }
}
