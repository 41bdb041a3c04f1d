package dev.countinghouse.archviolations.timers;

import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;

/** Makes timers as it goes. */
public class BadReminder {

    void remind(TimerService timers) {
        timers.createSingleActionTimer(60_000, new TimerConfig(null, false));
    }
}
