package dev.countinghouse.archviolations.cycles.hen;

import dev.countinghouse.archviolations.cycles.egg.BadEgg;

/** First, too. */
public interface BadHen {
    BadEgg lay();
}
