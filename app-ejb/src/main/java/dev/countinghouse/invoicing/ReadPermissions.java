package dev.countinghouse.invoicing;

import dev.countinghouse.identity.Permission;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;

/**
 * What an operation takes besides its own permission where its answer tells of more than one thing: the container refuses each
 * call of a caller who may not read that.
 */
@Stateless
public class ReadPermissions {

    /** Events of customers. */
    @RolesAllowed(Permission.USAGE_READ)
    public void requireUsage() {
        // asked for by the annotation
    }

    /** Invoices and their lines. */
    @RolesAllowed(Permission.INVOICE_READ)
    public void requireInvoices() {
        // asked for by the annotation
    }

    /** What is posted. */
    @RolesAllowed(Permission.LEDGER_READ)
    public void requireLedger() {
        // asked for by the annotation
    }

    /** Who changed what. */
    @RolesAllowed(Permission.AUDIT_READ)
    public void requireAudit() {
        // asked for by the annotation
    }
}
