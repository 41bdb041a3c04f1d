package dev.countinghouse.archviolations.beans;

import jakarta.ejb.Stateless;

/** Says nothing about who may call it, so that everybody may. */
@Stateless
public class BadLookup {

    public void find() {}
}
