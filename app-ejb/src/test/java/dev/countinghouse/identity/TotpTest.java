package dev.countinghouse.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final String DIGITS = "1234567890".repeat(7);
    private static final byte[] SECRET = ascii(DIGITS.substring(0, 20));
    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_111); // in the second second of its step

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** RFC 6238, appendix B. */
    @ParameterizedTest(name = "at {0}")
    @CsvSource({
        "59, 94287082, 46119246, 90693936",
        "1111111109, 07081804, 68084774, 25091201",
        "1111111111, 14050471, 67062674, 99943326",
        "1234567890, 89005924, 91819424, 93441116",
        "2000000000, 69279037, 90698825, 38618901",
        "20000000000, 65353130, 77737706, 47863826"
    })
    void codesAreThoseOfTheStandard(long second, String sha1, String sha256, String sha512) {
        long step = Totp.stepAt(Instant.ofEpochSecond(second));
        assertThat(Totp.code("HmacSHA1", SECRET, step, 8)).isEqualTo(sha1);
        assertThat(Totp.code("HmacSHA256", ascii(DIGITS.substring(0, 32)), step, 8))
                .isEqualTo(sha256);
        assertThat(Totp.code("HmacSHA512", ascii(DIGITS.substring(0, 64)), step, 8))
                .isEqualTo(sha512);
        assertThat(Totp.code(SECRET, step)).isEqualTo(sha1.substring(2));
    }

    /** RFC 4226, appendix D. */
    @Test
    void codesOfSmallCountersAreThoseOfTheStandard() {
        assertThat(IntStream.range(0, 10).mapToObj(counter -> Totp.code(SECRET, counter)))
                .containsExactly(
                        "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871",
                        "520489");
    }

    /** RFC 4648, section 10. */
    @ParameterizedTest(name = "<{0}>")
    @CsvSource({"'', ''", "f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void secretsAreWrittenInBase32(String text, String written) {
        assertThat(Totp.base32(ascii(text))).isEqualTo(written);
    }

    @ParameterizedTest(name = "a code of {0} seconds from now is good: {1}")
    @CsvSource({
        "-61, false",
        "-60, false",
        "-31, true",
        "-1, true",
        "0, true",
        "29, true",
        "58, true",
        "59, false",
        "60, false"
    })
    void aCodeIsGoodInItsStepAndTheOnesNextToIt(long seconds, boolean good) {
        Instant madeAt = NOW.plusSeconds(seconds);
        long step = Totp.stepAt(madeAt);
        assertThat(Totp.step(SECRET, Totp.code(SECRET, step), NOW))
                .isEqualTo(good ? java.util.OptionalLong.of(step) : java.util.OptionalLong.empty());
    }

    @Test
    void nothingElseIsACode() {
        String code = Totp.code(SECRET, Totp.stepAt(NOW));
        for (String other :
                List.of("", "0", code + "0", " " + code, code.substring(1), "١٢٣٤٥٦", "-" + code.substring(1))) {
            assertThat(Totp.step(SECRET, other, NOW)).as(other).isEmpty();
        }
        assertThat(Totp.step(Totp.newSecret(), code, NOW)).isEmpty();
    }

    @Test
    void secretsAreLongAndNeverTheSame() {
        assertThat(Totp.newSecret()).hasSize(20).isNotEqualTo(Totp.newSecret());
    }
}
