package dev.countinghouse.archviolations.roles;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;

/** Nobody checks this role. */
@ApplicationScoped
public class BadBean {

    @RolesAllowed("invoice:read")
    public void read() {}
}
