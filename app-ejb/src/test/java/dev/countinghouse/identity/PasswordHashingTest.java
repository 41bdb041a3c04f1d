package dev.countinghouse.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordHashingTest {

    private static final String PASSWORD = "correct horse battery staple";

    private final PasswordHashing passwords = new PasswordHashing();

    @Test
    void aPasswordMatchesItsOwnHashAlone() {
        String hash = passwords.hash(PASSWORD);
        assertThat(passwords.matches(PASSWORD, hash)).isTrue();
        assertThat(passwords.matches(PASSWORD + " ", hash)).isFalse();
        assertThat(passwords.matches("", hash)).isFalse();
    }

    @Test
    void nobodysHashIsNeverMatched() {
        assertThat(passwords.matches(PASSWORD, null)).isFalse();
        assertThat(passwords.matches("nobody has this password", null)).isFalse();
    }

    @Test
    void hashesAreSaltedAndSayHowTheyWereMade() {
        String hash = passwords.hash(PASSWORD);
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain(PASSWORD);
        assertThat(passwords.hash(PASSWORD)).isNotEqualTo(hash);
    }
}
