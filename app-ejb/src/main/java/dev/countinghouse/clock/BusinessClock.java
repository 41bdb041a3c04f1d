package dev.countinghouse.clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The clock of the current tenant: real time, or the instant of its test clock. Business dates and due times follow it;
 * tokens, limits, leases and audit use real time ({@link RealTime}). Needs a tenant's transaction.
 */
@ApplicationScoped
public class BusinessClock extends Clock {

    @Inject
    TestClockRepository testClocks;

    @Inject
    @RealTime
    Clock realTime;

    @Override
    public Instant instant() {
        return testClocks.find().orElseGet(realTime::instant);
    }

    /** What the tenant's test clock shows; empty for one that lives in real time. */
    public Optional<Instant> test() {
        return testClocks.find();
    }

    /** Whether the tenant lives on a test clock. */
    public boolean isTest() {
        return test().isPresent();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
