package dev.countinghouse.archviolations.schedules;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;

/** Starts by itself and is no timer by name. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class BadNightlyJob {

    @Schedule(hour = "3", persistent = false)
    void everyNight() {}
}
