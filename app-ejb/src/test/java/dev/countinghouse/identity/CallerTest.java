package dev.countinghouse.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallerTest {

    private static final UUID ID = UUID.fromString("01980000-0000-7000-8000-000000000001");
    private static final Caller KEY =
            new Caller(ID, "key:ch_live_abcd", ID, Set.of("usage:write"), Map.of("sub", ID.toString()));

    @Test
    void anApiKeyHasNoTokenNoSessionAndNoEnd() {
        assertThat(KEY.tokenId()).isNull();
        assertThat(KEY.sessionId()).isNull();
        assertThat(KEY.expiresAt()).isEqualTo(Instant.MAX);
    }

    @Test
    void callersAreToldApartForGood() {
        Caller anna = new Caller(ID, "anna@acme.example", ID, Set.of(), Map.of("sub", ID.toString()));
        Caller herKey = new Caller(ID, "key:ch_live_abcd", ID, Set.of(), Map.of(Caller.KEY_ID, ID.toString()));
        assertThat(anna.id()).isEqualTo(ID.toString());
        assertThat(herKey.id()).isEqualTo("key:" + ID).hasSizeLessThanOrEqualTo(40);
    }

    @Test
    void aCallerInALogIsHisName() {
        Caller caller = new Caller(ID, "anna@acme.example", ID, Set.of(), Map.of("raw_token", "secret"));
        assertThat(caller).hasToString("anna@acme.example");
    }

    @Test
    void outsideARequestThereIsNoCaller() {
        assertThatIllegalStateException().isThrownBy(CurrentCaller::require);
        assertThat(CurrentCaller.call(KEY, CurrentCaller::require)).isEqualTo(KEY);
        assertThatIllegalStateException().isThrownBy(CurrentCaller::require);
    }

    @Test
    void aCallThatFailsLeavesNoCallerBehind() {
        assertThatIllegalStateException()
                .isThrownBy(() -> CurrentCaller.call(KEY, () -> {
                    throw new IllegalStateException("it failed");
                }));
        assertThatIllegalStateException().isThrownBy(CurrentCaller::require).withMessageContaining("no caller");
    }
}
