package dev.countinghouse.archviolations.calls.invoicing;

import jakarta.enterprise.context.ApplicationScoped;

/** A bean of the inside. */
@ApplicationScoped
public class Numbers {}
