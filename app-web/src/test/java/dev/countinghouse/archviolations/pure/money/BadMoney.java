package dev.countinghouse.archviolations.pure.money;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Money that knows how it looks on the wire. */
public record BadMoney(@JsonProperty("minor_units") long minor) {}
