package dev.countinghouse.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyLimitTest {

    @Test
    void aBodyUpToTheLimitIsRead() throws IOException {
        assertThat(limited("12345", 5).readAllBytes()).isEqualTo("12345".getBytes(StandardCharsets.UTF_8));
        assertThat(limited("", 0).readAllBytes()).isEmpty();
    }

    @Test
    void aByteMoreIsRefusedHoweverItIsRead() {
        assertThatExceptionOfType(BodyLimit.ExceededException.class)
                .isThrownBy(() -> limited("123456", 5).readAllBytes());
        assertThatExceptionOfType(BodyLimit.ExceededException.class).isThrownBy(() -> {
            ServletInputStream body = limited("123456", 5);
            while (body.read() >= 0) {
                assertThat(body.isReady()).isTrue();
            }
        });
    }

    @Test
    void aBodyThatIsReadTwiceIsTheSame() throws IOException {
        ReplayableRequest request =
                new ReplayableRequest(new SentRequest("POST", "/api/v1/plans").body("{\"code\":\"a\"}"));
        assertThat(request.getInputStream().readAllBytes())
                .isEqualTo(request.getInputStream().readAllBytes())
                .isEqualTo(request.body());
    }

    @ParameterizedTest(name = "{0} reads {1} bytes and no more")
    @CsvSource({"/api/v1/plans, 262144", "/api/v1/usage, 262144", "/api/v1/usage/batch, 4194304"})
    void eachOperationReadsWhatItNeeds(String path, int most) throws Exception {
        assertThat(answer(path, most).getStatus()).isEqualTo(200);
        GivenResponse refused = answer(path, most + 1);
        assertThat(refused.getStatus()).isEqualTo(413);
        assertThat(refused.text()).contains("\"body_too_large\"");
    }

    @Test
    void everyAnswerHasAnIdAndIsCachedAndSniffedByNobody() throws Exception {
        GivenResponse response = answer("/api/v1/plans", 1);
        assertThat(response.getHeader("X-Request-Id")).isNotBlank();
        assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(response.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    private static GivenResponse answer(String path, int bytes) throws Exception {
        GivenResponse response = new GivenResponse();
        RequestFilter filter = new RequestFilter();
        filter.cors = new Cors();
        filter.cors.origins = Optional.empty();
        filter.doFilter(
                new SentRequest("POST", path).body("x".repeat(bytes)),
                response,
                (request, passed) ->
                        assertThat(request.getInputStream().readAllBytes()).hasSize(bytes));
        return response;
    }

    private static ServletInputStream limited(String body, long most) throws IOException {
        return new BodyLimit(new SentRequest("POST", "/api/v1/plans").body(body), new BodyLimit.Most(most, "too large"))
                .getInputStream();
    }
}
