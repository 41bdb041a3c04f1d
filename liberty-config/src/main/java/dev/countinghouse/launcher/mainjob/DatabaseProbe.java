package dev.countinghouse.launcher.mainjob;

import java.util.List;

/** Looks, in the database itself, at what one tenant's role can see of another tenant. */
interface DatabaseProbe {

    /**
     * Tries to read what is the owner's, as itself and as others.
     *
     * @param invoices how many the owner has
     */
    List<Finding> look(TenantSession owner, TenantSession stranger, int invoices);
}
