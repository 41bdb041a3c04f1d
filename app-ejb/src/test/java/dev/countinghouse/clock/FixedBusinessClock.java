package dev.countinghouse.clock;

import java.time.Instant;
import java.util.Optional;

/** A tenant's clock that shows what a test says. */
public class FixedBusinessClock extends BusinessClock {

    private final boolean test;
    private Instant now;

    public FixedBusinessClock(Instant now, boolean test) {
        this.now = now;
        this.test = test;
    }

    public void set(Instant instant) {
        now = instant;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public Optional<Instant> test() {
        return test ? Optional.of(now) : Optional.empty();
    }
}
