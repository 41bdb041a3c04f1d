package dev.countinghouse.archviolations.schedules;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;

/** Decides when. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class GoodTimer {

    @Schedule(hour = "3", persistent = false)
    void everyNight() {}
}
