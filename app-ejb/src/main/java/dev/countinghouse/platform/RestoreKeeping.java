package dev.countinghouse.platform;

import dev.countinghouse.clock.RealTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How long books stand beside a tenant's before they are dropped: restored ones before a swap, those from before it after it. */
@ApplicationScoped
class RestoreKeeping {

    @Inject
    @ConfigProperty(name = "countinghouse.restore.keep", defaultValue = "P30D")
    Duration keep;

    @Inject
    @RealTime
    Clock clock;

    /** Until when books are kept that came to stand there at a moment. */
    Instant until(Instant since) {
        return since.plus(keep);
    }

    /** Books that came to stand there before are kept no longer. */
    Instant limit() {
        return clock.instant().minus(keep);
    }
}
