package dev.countinghouse.archviolations.pure.rating.domain;

import dev.countinghouse.archviolations.pure.catalog.Charge;

/** A price that knows what it is part of. */
public record BadPrice(Charge charge) {}
