package dev.countinghouse.platform;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.UUID;

/** Whether a customer may be erased, asked as the tenant. */
@Stateless
@PermitAll
public class CustomerUseRun {

    @Inject
    CustomerUseRepository customers;

    /**
     * Whether money is still owed by the customer or will be: an open invoice must stay collectable from somebody, and a live
     * subscription would make the next one.
     */
    public boolean isInUse(UUID customerId) {
        return customers.isInUse(customerId);
    }
}
