package dev.countinghouse.archviolations.schedules;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;

/** Would leave its ticks in the server's tables. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class BadPersistentTimer {

    @Schedule(hour = "3")
    void everyNight() {}
}
