package dev.countinghouse.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MasterKeyTest {

    private static final byte[] SECRET = "a private key".getBytes(StandardCharsets.UTF_8);

    private final MasterKey key = TestMasterKeys.key(1);

    @Property(tries = 100)
    void whatIsSealedOpensUnderItsName(@ForAll byte[] secret, @ForAll String name) {
        assertThat(TestMasterKeys.key(1).open(TestMasterKeys.key(1).seal(secret, name), name))
                .isEqualTo(secret);
    }

    @Test
    void anotherMasterKeyDoesNotOpenIt() {
        byte[] sealed = key.seal(SECRET, "k1");
        assertThatIllegalStateException().isThrownBy(() -> TestMasterKeys.key(2).open(sealed, "k1"));
    }

    @Test
    void anotherNameDoesNotOpenIt() {
        byte[] sealed = key.seal(SECRET, "k1");
        assertThatIllegalStateException().isThrownBy(() -> key.open(sealed, "k2"));
    }

    @Test
    void whatWasChangedDoesNotOpen() {
        for (int i = 0; i < key.seal(SECRET, "k1").length; i++) {
            byte[] sealed = key.seal(SECRET, "k1");
            sealed[i] ^= 1;
            assertThatIllegalStateException().isThrownBy(() -> key.open(sealed, "k1"));
        }
    }

    @Test
    void theSameSecretIsNeverSealedAlike() {
        Set<String> sealed = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            sealed.add(Base64.getEncoder().encodeToString(key.seal(SECRET, "k1")));
        }
        assertThat(sealed).hasSize(100);
    }

    @Test
    void theSecretIsNotInWhatIsStored() {
        String stored = new String(key.seal(SECRET, "k1"), StandardCharsets.ISO_8859_1);
        assertThat(stored).doesNotContain("private");
    }
}
