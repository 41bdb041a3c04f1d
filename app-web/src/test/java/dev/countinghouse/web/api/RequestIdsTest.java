package dev.countinghouse.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "01980000-0000-7000-8000-000000000001", "build_7.retry-2"})
    void theClientsIdIsKept(String sent) {
        assertThat(RequestIds.of(request(sent))).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\nb", "a\r\nX-Admin: 1", "${jndi:ldap://x}", "<script>", "é"})
    void anIdThatCouldHarmALogIsReplaced(String sent) {
        assertThat(UUID.fromString(RequestIds.of(request(sent))).version()).isEqualTo(7);
    }

    @Test
    void anIdHasSixtyFourCharactersAtMost() {
        assertThat(RequestIds.of(request("x".repeat(64)))).hasSize(64).startsWith("x");
        assertThat(RequestIds.of(request("x".repeat(65)))).doesNotStartWith("x");
    }

    @Test
    void whoeverAsksFirstARequestHasOneId() {
        SentRequest request = new SentRequest("GET", "/api/v1/plans");
        assertThat(RequestIds.of(request)).isEqualTo(RequestIds.of(request));
    }

    @Test
    void twoRequestsHaveTwoIds() {
        assertThat(RequestIds.of(new SentRequest("GET", "/api/v1/plans")))
                .isNotEqualTo(RequestIds.of(new SentRequest("GET", "/api/v1/plans")));
    }

    private static SentRequest request(String sent) {
        return new SentRequest("GET", "/api/v1/plans").header(RequestIds.HEADER, sent);
    }
}
