package dev.countinghouse.archviolations.cycles.farm;

import dev.countinghouse.archviolations.cycles.hen.BadHen;

/** Uses without being used. */
public record GoodFarm(BadHen hen) {}
