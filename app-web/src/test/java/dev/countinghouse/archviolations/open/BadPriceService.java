package dev.countinghouse.archviolations.open;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;

/** Open to everybody, and on no list. */
@Stateless
@PermitAll
public class BadPriceService {}
