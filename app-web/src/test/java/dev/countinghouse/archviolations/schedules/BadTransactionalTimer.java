package dev.countinghouse.archviolations.schedules;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;

/** Would do all its work in one transaction. */
@Singleton
public class BadTransactionalTimer {

    @Schedule(hour = "3", persistent = false)
    void everyNight() {}
}
