package dev.countinghouse.archviolations.services;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;

/** One of its methods is open to everybody. */
@Stateless
public class BadForgetfulService {

    @RolesAllowed("invoice:read")
    public void read() {}

    public void write() {}
}
