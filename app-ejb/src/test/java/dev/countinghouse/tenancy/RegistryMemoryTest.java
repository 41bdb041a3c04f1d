package dev.countinghouse.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RegistryMemoryTest {

    private static final UUID ACME = new UUID(0, 1);
    private static final UUID ADA = new UUID(0, 2);

    private final AtomicLong now = new AtomicLong(-7);
    private final RegistryMemory memory = new RegistryMemory(now::get);
    private final AtomicInteger lookUps = new AtomicInteger();

    private Optional<String> ask() {
        return memory.answer(
                "what may Ada do?", Set.of(ACME, ADA), () -> Optional.of("look-up " + lookUps.incrementAndGet()));
    }

    @Test
    void whatWasLookedUpIsRememberedUntilItsRowsChange() {
        memory.heardAt(now.get());
        assertThat(ask()).contains("look-up 1");
        assertThat(ask()).contains("look-up 1");
        memory.forget(new UUID(0, 3));
        assertThat(ask()).contains("look-up 1");
        memory.forget(ADA);
        assertThat(ask()).contains("look-up 2");
        memory.forget(ACME);
        assertThat(ask()).contains("look-up 3");
        memory.forgetAll();
        assertThat(ask()).contains("look-up 4");
    }

    @Test
    void whatChangedWhileItWasReadIsNotRemembered() {
        memory.heardAt(now.get());
        memory.answer("what may Ada do?", Set.of(ACME, ADA), () -> {
            memory.forget(ADA);
            return Optional.of("read before the change");
        });
        assertThat(ask()).contains("look-up 1");
    }

    @Test
    void whatIsNotThereIsNotRemembered() {
        memory.heardAt(now.get());
        assertThat(memory.answer("what may Ada do?", Set.of(ACME, ADA), Optional::empty))
                .isEmpty();
        assertThat(ask()).contains("look-up 1");
    }

    @Test
    void nothingIsRememberedBeforeTheDatabaseWasHeardOrLongAfter() {
        assertThat(ask()).contains("look-up 1");
        assertThat(ask()).contains("look-up 2");
        memory.heardAt(now.get());
        assertThat(ask()).contains("look-up 3");
        now.addAndGet(Duration.ofSeconds(5).toNanos() - 1);
        assertThat(ask()).contains("look-up 3");
        now.incrementAndGet();
        assertThat(ask()).contains("look-up 4");
        memory.heardAt(now.get());
        assertThat(ask()).as("changes were queued, not lost").contains("look-up 3");
        memory.heardNoMore();
        memory.heardAt(now.get());
        assertThat(ask()).contains("look-up 5");
    }
}
