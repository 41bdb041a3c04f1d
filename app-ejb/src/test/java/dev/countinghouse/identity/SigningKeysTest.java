package dev.countinghouse.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import dev.countinghouse.tenancy.RegistryMemory;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class SigningKeysTest {

    private final MovableClock clock = new MovableClock();
    private final RegistryMemory memory = new RegistryMemory();

    @Test
    void theFirstKeyIsMadeWithThreeThousandBits() {
        KeptSigningKeys store = new KeptSigningKeys();
        RSAKey made = keys(store).current();
        assertThat(made.size()).isEqualTo(3072);
        assertThat(made.isPrivate()).isTrue();
        assertThat(store.load()).containsExactly(made);
    }

    @Test
    void theNewestKeySignsAndAllOfThemVerify() throws Exception {
        SigningKeys keys = keys(new KeptSigningKeys(TestKeys.OTHER, TestKeys.OURS));
        assertThat(keys.current()).isEqualTo(TestKeys.OTHER);
        assertThat(keys.verifier(TestKeys.OURS.getKeyID()))
                .get(InstanceOfAssertFactories.type(RSASSAVerifier.class))
                .returns(TestKeys.OURS.toRSAPublicKey(), RSASSAVerifier::getPublicKey);
    }

    @Test
    void thePublishedSetHasNoPrivatePart() throws ParseException {
        String published = keys(new KeptSigningKeys(TestKeys.OURS)).jwks();
        assertThat(JWKSet.parse(published).getKeys()).hasSize(1).noneMatch(JWK::isPrivate);
        assertThat(published).doesNotContain("\"d\"", "\"p\"", "\"q\"", "\"dp\"", "\"dq\"", "\"qi\"");
    }

    @Test
    void aKeyThatAnotherReplicaAddedIsFoundWithoutARestart() {
        KeptSigningKeys store = new KeptSigningKeys(TestKeys.OURS);
        SigningKeys keys = keys(store);
        keys.current();
        store.addNewest(TestKeys.OTHER);
        clock.pass(Duration.ofSeconds(6));
        assertThat(keys.verifier(TestKeys.OTHER.getKeyID())).isPresent();
    }

    @Test
    void strangersCannotMakeItAskTheDatabaseAllTheTime() {
        KeptSigningKeys store = new KeptSigningKeys(TestKeys.OURS);
        SigningKeys keys = keys(store);
        keys.current();
        for (int i = 0; i < 100; i++) {
            assertThat(keys.verifier("stranger-" + i)).isEmpty();
            clock.pass(Duration.ofMillis(100));
        }
        assertThat(store.loads()).isLessThanOrEqualTo(3);
    }

    @Test
    void aNewKeySignsWhenItHasBeenPublishedLongEnoughOrWhenThereIsNoOther() {
        RSAKey next = new RSAKey.Builder(TestKeys.OTHER)
                .issueTime(Date.from(clock.instant()))
                .build();
        SigningKeys keys = keys(new KeptSigningKeys(next, TestKeys.OURS));
        assertThat(keys.current()).isEqualTo(TestKeys.OURS);
        assertThat(keys.verifier(next.getKeyID())).isPresent();
        clock.pass(SigningKeys.LEAD);
        assertThat(keys.current()).isEqualTo(next);
        RSAKey young = new RSAKey.Builder(TestKeys.OTHER)
                .issueTime(Date.from(clock.instant()))
                .build();
        assertThat(keys(new KeptSigningKeys(young)).current()).isEqualTo(young);
    }

    @Test
    void aRetiredKeyIsForgottenWhenTheDatabaseTellsOrAMinuteIsOver() {
        KeptSigningKeys store = new KeptSigningKeys(TestKeys.OTHER, TestKeys.OURS);
        SigningKeys keys = keys(store);
        assertThat(keys.verifier(TestKeys.OURS.getKeyID())).isPresent();
        store.retire(TestKeys.OURS);
        assertThat(keys.verifier(TestKeys.OURS.getKeyID())).isPresent();
        memory.forgetAll();
        assertThat(keys.verifier(TestKeys.OURS.getKeyID())).isEmpty();
        store.addNewest(TestKeys.OURS);
        store.retire(TestKeys.OTHER);
        clock.pass(Duration.ofMinutes(1));
        assertThat(keys.verifier(TestKeys.OTHER.getKeyID())).isEmpty();
    }

    @Test
    void aTokenWithoutAKeyIdHasNoKey() {
        assertThat(keys(new KeptSigningKeys(TestKeys.OURS)).verifier(null)).isEmpty();
    }

    private SigningKeys keys(KeptSigningKeys store) {
        SigningKeys keys = new SigningKeys();
        keys.store = store;
        keys.clock = clock;
        keys.memory = memory;
        return keys;
    }
}
