package dev.countinghouse.archviolations.cycles.egg;

import dev.countinghouse.archviolations.cycles.hen.BadHen;

/** First. */
public record BadEgg(BadHen layer) {}
