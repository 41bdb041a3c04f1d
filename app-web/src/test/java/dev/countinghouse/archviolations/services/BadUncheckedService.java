package dev.countinghouse.archviolations.services;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;

/** Names a role where the container does not look. */
@ApplicationScoped
public class BadUncheckedService {

    @RolesAllowed("invoice:read")
    public void read() {}
}
