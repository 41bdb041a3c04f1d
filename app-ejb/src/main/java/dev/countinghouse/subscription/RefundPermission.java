package dev.countinghouse.subscription;

import dev.countinghouse.identity.Permission;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;

/** What giving money back takes besides the permission to end a subscription: whoever may not write a credit note cannot let one be written. */
@Stateless
public class RefundPermission {

    /** The container refuses each call of a caller who may not write credit notes. */
    @RolesAllowed(Permission.CREDIT_NOTE_WRITE)
    public void require() {
        // asked for by the annotation
    }
}
