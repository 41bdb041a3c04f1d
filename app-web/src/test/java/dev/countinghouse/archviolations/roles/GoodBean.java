package dev.countinghouse.archviolations.roles;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;

/** The container checks this one. */
@Stateless
public class GoodBean {

    @RolesAllowed("invoice:read")
    public void read() {}
}
