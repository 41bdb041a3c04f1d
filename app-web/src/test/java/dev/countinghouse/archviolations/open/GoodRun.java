package dev.countinghouse.archviolations.open;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;

/** Called by a timer, which has no role. */
@Stateless
@PermitAll
public class GoodRun {}
