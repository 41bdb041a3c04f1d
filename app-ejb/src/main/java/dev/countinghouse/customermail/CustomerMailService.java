package dev.countinghouse.customermail;

import dev.countinghouse.identity.Permission;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Mails to customers, for reading. One method is one transaction. */
@Stateless
public class CustomerMailService {

    @Inject
    CustomerMailRepository mails;

    /** Newest first. */
    @RolesAllowed(Permission.INVOICE_READ)
    public Page<CustomerMailView> list(CustomerMailFilter filter, PageRequest page) {
        return mails.list(filter, page).map(CustomerMail::view);
    }
}
