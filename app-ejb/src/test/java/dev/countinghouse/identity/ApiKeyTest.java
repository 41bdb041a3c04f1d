package dev.countinghouse.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {

    private static final UUID ID = UUID.fromString("01980000-0000-7000-8000-000000000001");
    private static final Instant NOW = Instant.parse("2024-03-01T12:00:00Z");

    @Test
    void aKeyTellsWhatItIsAndWhetherItIsLive() {
        assertThat(ApiKey.mint(true)).matches("ch_live_[A-Za-z0-9]{8}_[A-Za-z0-9]{32}_[0-9a-f]{8}");
        assertThat(ApiKey.mint(false)).matches("ch_test_[A-Za-z0-9]{8}_[A-Za-z0-9]{32}_[0-9a-f]{8}");
    }

    @Test
    void noTwoKeysAreAlike() {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            keys.add(ApiKey.mint(true));
        }
        assertThat(keys).hasSize(1_000);
    }

    @Test
    void aKeyIsLookedUpByItsId() {
        String key = ApiKey.mint(true);
        assertThat(ApiKey.idOf(key)).hasValue(key.substring("ch_live_".length(), "ch_live_".length() + 8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ch_live_",
                "sk_live_aaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_00000000",
                "ch_live_aaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_00000000",
                "ch_live_aaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "ch_demo_aaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_00000000",
                "ch_live_aaaaaaaa_' OR 1=1 --aaaaaaaaaaaaaaaaaaaaa_00000000"
            })
    void whatIsNoKeyHasNoId(String text) {
        assertThat(ApiKey.idOf(text)).isEmpty();
    }

    @Property(tries = 300)
    void aKeyWithOneLetterChangedIsRefusedWithoutALookUp(@ForAll @IntRange(min = 8, max = 57) int position) {
        String key = ApiKey.mint(true);
        char changed = key.charAt(position) == 'a' ? 'b' : 'a';
        assertThat(ApiKey.idOf(key.substring(0, position) + changed + key.substring(position + 1)))
                .isEmpty();
    }

    @Property(tries = 100)
    void aKeyThatWasCutOffIsRefused(@ForAll @IntRange(min = 0, max = 57) int length) {
        assertThat(ApiKey.idOf(ApiKey.mint(true).substring(0, length))).isEmpty();
    }

    @Test
    void surroundingSpaceMakesItNoKey() {
        String key = ApiKey.mint(true);
        assertThat(ApiKey.idOf(" " + key)).isEmpty();
        assertThat(ApiKey.idOf(key + "\n")).isEmpty();
    }

    @Test
    void theSecretIsShownOnlyWhenItIsGiven() {
        String secret = ApiKey.mint(true);
        ApiKey key = new ApiKey(ID, ID, "ci", secret, ID).allowing(List.of("usage:write"), NOW, null);
        assertThat(key.view(secret).secret()).isEqualTo(secret);
        assertThat(key.view(null).secret()).isNull();
        assertThat(key.view(null).toString()).doesNotContain(secret.substring(20));
        assertThat(key.view(null).prefix()).isEqualTo(secret.substring(0, 12));
        assertThat(key.view(null).permissions()).containsExactly("usage:write");
        assertThat(key.view(null).createdAt()).isEqualTo(NOW);
    }

    @Test
    void revokingTwiceKeepsTheFirstInstant() {
        ApiKey key = new ApiKey(ID, ID, "ci", ApiKey.mint(true), ID);
        key.revoke(NOW);
        key.revoke(NOW.plusSeconds(60));
        assertThat(key.view(null).revokedAt()).isEqualTo(NOW);
    }

    @Test
    void onlyAHashOfASecretIsKeptAndItMatchesTheSecretAlone() {
        String secret = ApiKey.mint(true);
        byte[] hash = Secrets.hash(secret);
        assertThat(hash).hasSize(32);
        assertThat(new String(hash, StandardCharsets.ISO_8859_1)).doesNotContain(secret);
        assertThat(Secrets.matches(secret, hash)).isTrue();
        assertThat(Secrets.matches(ApiKey.mint(true), hash)).isFalse();
        assertThat(Secrets.matches(secret, new byte[0])).isFalse();
    }

    @Test
    void randomSecretsAreLettersAndDigitsOfTheLengthAskedFor() {
        assertThat(Secrets.random(43)).matches("[A-Za-z0-9]{43}");
        assertThat(Secrets.random(43)).isNotEqualTo(Secrets.random(43));
    }
}
