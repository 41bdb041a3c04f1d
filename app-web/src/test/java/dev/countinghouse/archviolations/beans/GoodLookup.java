package dev.countinghouse.archviolations.beans;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;

/** Open, and says so. */
@Stateless
@PermitAll
public class GoodLookup {

    public void find() {}
}
