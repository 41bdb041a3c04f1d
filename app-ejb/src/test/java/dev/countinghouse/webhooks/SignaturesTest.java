package dev.countinghouse.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignaturesTest {

    private static final byte[] SECRET = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final long AT = 1_614_265_330;
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    /** The vector that the libraries of Standard Webhooks are tested with. */
    @Test
    void aMessageIsSignedAsTheSpecificationHasIt() {
        assertThat(Signatures.header(List.of(SECRET), ID, AT, BODY)).isEqualTo(SIGNATURE);
    }

    @Test
    void eachSecretSignsByItself() {
        byte[] other = new byte[32];
        String both = Signatures.header(List.of(other, SECRET), ID, AT, BODY);
        assertThat(both.split(" ")).hasSize(2).contains(SIGNATURE);
        assertThat(both).startsWith(Signatures.header(List.of(other), ID, AT, BODY) + " ");
    }

    @Test
    void idTimeAndBodyAreAllSigned() {
        assertThat(Signatures.header(List.of(SECRET), ID + "x", AT, BODY)).isNotEqualTo(SIGNATURE);
        assertThat(Signatures.header(List.of(SECRET), ID, AT + 1, BODY)).isNotEqualTo(SIGNATURE);
        assertThat(Signatures.header(List.of(SECRET), ID, AT, new byte[] {1})).isNotEqualTo(SIGNATURE);
    }
}
