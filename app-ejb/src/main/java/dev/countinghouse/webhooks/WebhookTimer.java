package dev.countinghouse.webhooks;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Delivers webhooks, on every replica. A tick lasts as long as there is something to deliver. */
@Singleton
@PermitAll
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN) // reading and writing are transactions of their own
public class WebhookTimer {

    @Inject
    WebhookRun run;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        run.tick();
    }

    @Schedule(hour = "*", minute = "50", persistent = false)
    void everyHour() {
        run.forget();
    }
}
