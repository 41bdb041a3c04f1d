package dev.countinghouse.archviolations.open;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;

/** The same, by one method. */
@Stateless
public class BadPlanService {

    @PermitAll
    public void read() {}
}
