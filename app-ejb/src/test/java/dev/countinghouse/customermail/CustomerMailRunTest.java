package dev.countinghouse.customermail;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomerMailRunTest {

    /** Sandbox, on a test clock, where mail goes to a mailbox of the developer's. */
    @ParameterizedTest
    @CsvSource({
        "false, false, false,",
        "false, false, true,",
        "false, true, false, test_clock",
        "false, true, true,",
        "true, false, false, sandbox",
        "true, true, false, sandbox",
        "true, true, true, sandbox"
    })
    void nothingIsSentToPeopleFromPlayedTimeOrACopyOfTheBooks(
            boolean sandbox, boolean testClock, boolean mailbox, @Nullable String reason) {
        assertThat(CustomerMailRun.stays(sandbox, testClock, mailbox).orElse(null))
                .isEqualTo(reason);
    }
}
