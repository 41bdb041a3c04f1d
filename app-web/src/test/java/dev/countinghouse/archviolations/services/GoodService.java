package dev.countinghouse.archviolations.services;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;

/** Each public method names its permission. */
@Stateless
public class GoodService {

    @RolesAllowed("invoice:read")
    public void read() {
        own();
    }

    void own() {}
}
