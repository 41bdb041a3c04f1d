package dev.countinghouse.redis;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.concurrent.locks.ReentrantLock;

/** Looks after the connection to Redis, so that no request has to find out that it is back. */
@Singleton
@PermitAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN) // there is none
public class RedisTimer {

    private final ReentrantLock running = new ReentrantLock();

    @Inject
    Redis redis;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        if (!running.tryLock()) {
            return;
        }
        try {
            redis.probe();
        } finally {
            running.unlock();
        }
    }
}
